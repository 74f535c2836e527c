import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { cutOff } from "./cut-off-runs";
import { ranWell } from "./rehearsal";
import { guarded } from "./stack-contents";

/** Ids of what no resource of the state stands for; an earlier version of a secret stays in Secrets Manager. */
export const orphanIds = async (rehearsal: Rehearsal): Promise<string[]> =>
  rehearsal.world
    .orphans(await rehearsal.resources())
    .filter(({ type }) => type !== "aws:secretsmanager/secretVersion:SecretVersion")
    .map(({ id }) => id);

/**
 * A phase that is carried out, at the second attempt where the first is cut off before a change. Whatever the phase, the next
 * `up` has nothing to do.
 */
export async function carriedOut(
  rehearsal: Rehearsal,
  asked: () => Promise<Run>,
  cutOffBefore?: number,
): Promise<Run> {
  if (cutOffBefore !== undefined) await cutOff(rehearsal, cutOffBefore, asked);
  const run = ranWell(await asked());
  expect(ranWell(await rehearsal.up()).steps).toEqual([]);
  return run;
}

/** What was protected is still there under the same ids, but for resources whose URNs end so. */
export async function expectStillGuarded(
  rehearsal: Rehearsal,
  before: Readonly<Record<string, string>>,
  but: readonly string[] = [],
): Promise<void> {
  const kept = Object.entries(before).filter(([urn]) => !but.some((name) => urn.endsWith(name)));
  expect(await guarded(rehearsal)).toMatchObject(Object.fromEntries(kept));
}
