import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { z } from "zod";
import { InputError } from "../tiers";

/** The parts of a pack's package.json that starting it needs. */
const packageSchema = z.looseObject({ version: z.string(), main: z.string() });

/** A policy pack that the engine can start without Pulumi's host for Node.js. */
export interface ReadyPack {
  /** What the engine is given as its folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A pack serves until it is told to stop, and an engine that was killed tells nobody. */
const ENDS_WITH_ENGINE = `const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit();
}, 1000).unref();
`;

function packageOf(folder: string): z.infer<typeof packageSchema> {
  const broken = (why: string): InputError =>
    new InputError(
      `${folder} is no policy pack for Node.js: ${why}. Needed are PulumiPolicy.yaml, and package.json with version and main.`,
    );
  if (!existsSync(join(folder, "PulumiPolicy.yaml"))) throw broken("it has no PulumiPolicy.yaml");
  const file = join(folder, "package.json");
  if (!existsSync(file)) throw broken("it has no package.json");
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw broken(`package.json cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
  const checked = packageSchema.safeParse(given);
  if (!checked.success) throw broken("package.json lacks version or main");
  if (!existsSync(join(folder, checked.data.main))) throw broken(`there is no ${checked.data.main}`);
  return checked.data;
}

/**
 * Stands beside a pack what Pulumi's host for Node.js would be: the engine starts `pulumi-analyzer-policy-<runtime>`
 * for a runtime that has no host, and that can be a script that runs the pack with Node.
 * @param scratch an empty folder, removed by the caller
 * @throws InputError when there is no pack in the folder
 */
export function readyPack(pack: string, scratch: string): ReadyPack {
  const root = resolve(pack);
  const { main } = packageOf(root);
  const folder = join(scratch, "pack");
  const bin = join(scratch, "bin");
  for (const each of [folder, bin]) mkdirSync(each, { recursive: true });
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: rehearsal\n");
  const script = join(bin, "pulumi-analyzer-policy-rehearsal");
  const guard = join(bin, "ends-with-engine.cjs");
  writeFileSync(guard, ENDS_WITH_ENGINE);
  const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
  writeFileSync(
    script,
    // The engine names project and stack by these variables for a runtime of the name nodejs alone.
    `#!/bin/sh\nexport PULUMI_NODEJS_PROJECT="$PULUMI_PROJECT" PULUMI_NODEJS_STACK="$PULUMI_STACK"\ncd ${quoted(root)} && exec ${quoted(process.execPath)} --require ${quoted(guard)} ${quoted(join(root, main))} "$@"\n`,
  );
  chmodSync(script, 0o755);
  return { folder, env: { PATH: [bin, process.env["PATH"] ?? ""].join(delimiter) } };
}
