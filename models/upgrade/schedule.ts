import { createDuration } from "../time/create-durations";
import { criticalPath, waitsFor, type CriticalPath } from "../time/critical-path";
import { NO_TIME, rounded, sum, type Span } from "../time/span";
import type { Manifest, ManifestResource } from "../manifest/manifest";
import type { UpgradeStep } from "./report";

/** A step before it is known when it begins, and what waits for it. */
export type UnscheduledStep = Omit<UpgradeStep, "startMinutesMin" | "startMinutesMax" | "isOnCriticalPath">;

/** The steps of one `up`, each with its beginning. */
export interface Schedule {
  readonly steps: readonly UpgradeStep[];
  readonly total: Span;
  /** Logical names of the longest chain, in order. */
  readonly chain: readonly string[];
}

type TakesOf = (resource: ManifestResource) => Span;

/** Of what goes, dependents first (Pulumi, "Resource option: dependsOn", deletions in reverse). */
function deletions(goes: readonly ManifestResource[], to: Manifest, takes: TakesOf): CriticalPath {
  const resources = goes.map((resource) => ({
    ...resource,
    provider: null,
    dependsOn: goes.filter((each) => waitsFor(each).includes(resource.urn)).map(({ urn }) => urn),
  }));
  return criticalPath({ ...to, resources }, takes);
}

/**
 * When each step of an `up` begins: after everything it depends on. The engine deletes when all else is done.
 * @param goes what is deleted, as it was before; of what is replaced, where its minutes are those of its end
 */
export function schedule(
  steps: readonly UnscheduledStep[],
  to: Manifest,
  goes: readonly ManifestResource[],
): Schedule {
  const byUrn = new Map(steps.map((step) => [step.urn, step]));
  const takes: TakesOf = ({ urn }) => byUrn.get(urn) ?? NO_TIME;
  const last = new Set(goes.map(({ urn }) => urn));
  const comes = criticalPath(to, (resource) =>
    last.has(resource.urn) ? createDuration(resource) : takes(resource),
  );
  const leaves = deletions(goes, to, takes);
  const chain = [comes, leaves].flatMap((path) =>
    path.steps.filter((step) => step.takes.minutesMax > 0).map(({ resource }) => resource),
  );
  const startOf = (urn: string): Span => {
    const leave = leaves.begun.get(urn);
    return leave === undefined ? (comes.begun.get(urn) ?? comes.total) : sum(comes.total, leave);
  };
  const chainUrns = new Set(chain.map(({ urn }) => urn));
  return {
    steps: steps.map((step) => {
      const { minutesMin, minutesMax } = rounded(startOf(step.urn));
      return {
        ...step,
        startMinutesMin: minutesMin,
        startMinutesMax: minutesMax,
        isOnCriticalPath: chainUrns.has(step.urn),
      };
    }),
    total: rounded(sum(comes.total, leaves.total)),
    chain: chain.map(({ name }) => name),
  };
}
