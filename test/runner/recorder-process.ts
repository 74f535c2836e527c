import process from "node:process";
import { RECORDED_SOURCES } from "../../cli/record/recorded-manifest";
import { ranSourcesOf, sourceDigest } from "../../cli/record/source-digest.cjs";
import { dryRun, type DryRunOptions } from "../../stacks/dry-run";
import { InputError, type Problem, type TierName, type TierSpec } from "../../tiers";

/** Arguments of `dryRun`, as JSON. */
export type Question = readonly [TierName | TierSpec, Readonly<Record<string, string>>, DryRunOptions];

export type Answer =
  | { readonly manifest: unknown }
  | { readonly refused: { readonly message: string; readonly problems: readonly Problem[] } }
  | { readonly failed: string }
  /** It no longer runs what the sources say, or is gone. */
  | { readonly ended: true };

const digest = sourceDigest(RECORDED_SOURCES);

async function answerTo([tier, config, options]: Question): Promise<Answer> {
  if (!ranSourcesOf(digest, RECORDED_SOURCES)) return { ended: true };
  try {
    return { manifest: await dryRun(tier, config, options) };
  } catch (error) {
    if (error instanceof InputError) return { refused: { message: error.message, problems: error.problems } };
    return { failed: error instanceof Error ? String(error.stack) : String(error) };
  }
}

// One after another: a process holds one mocked program at a time.
let last: Promise<unknown> = Promise.resolve();

process.on("message", ({ id, question }: { readonly id: number; readonly question: string }) => {
  last = last.then(async () => {
    const answer = await answerTo(JSON.parse(question) as Question);
    process.send?.({ id, answer: JSON.stringify(answer) });
    if ("ended" in answer) process.disconnect();
  });
});
