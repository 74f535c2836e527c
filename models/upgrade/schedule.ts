import { criticalPath, type Span } from "../time/critical-path";
import type { Manifest } from "../manifest/manifest";
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

const round = (amount: number): number => Math.round(amount * 100) / 100;

/** A span with two decimals. */
export const rounded = ({ minutesMin, minutesMax }: Span): Span => ({
  minutesMin: round(minutesMin),
  minutesMax: round(minutesMax),
});

/** When each step of an `up` begins: after everything it depends on. The engine deletes when all else is done. */
export function schedule(steps: readonly UnscheduledStep[], to: Manifest): Schedule {
  const byUrn = new Map(steps.map((step) => [step.urn, step]));
  const path = criticalPath(to, ({ urn }) => {
    const { minutesMin = 0, minutesMax = 0 } = byUrn.get(urn) ?? {};
    return { minutesMin, minutesMax };
  });
  const onPath = path.steps.filter(({ takes }) => takes.minutesMax > 0).map(({ resource }) => resource);
  const deletes = steps.filter(({ operation }) => operation === "delete");
  const lastDelete = [...deletes].sort((a, b) => a.minutesMax - b.minutesMax).at(-1);
  const chain = [...onPath, ...(lastDelete === undefined ? [] : [lastDelete])];
  const chainUrns = new Set(chain.map(({ urn }) => urn));
  return {
    steps: steps.map((step) => {
      const end = path.finished.get(step.urn);
      const start: Span =
        end === undefined
          ? path.total
          : { minutesMin: end.minutesMin - step.minutesMin, minutesMax: end.minutesMax - step.minutesMax };
      const { minutesMin, minutesMax } = rounded(start);
      return {
        ...step,
        startMinutesMin: minutesMin,
        startMinutesMax: minutesMax,
        isOnCriticalPath: chainUrns.has(step.urn),
      };
    }),
    total: rounded({
      minutesMin: path.total.minutesMin + (lastDelete?.minutesMin ?? 0),
      minutesMax: path.total.minutesMax + (lastDelete?.minutesMax ?? 0),
    }),
    chain: chain.map(({ name }) => name),
  };
}
