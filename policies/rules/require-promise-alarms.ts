import { alarmsOf, rowsOf } from "../../models/promises/alarms/alarms-of-tier";
import { PROMISES } from "../../models/promises/table";
import { isPilot } from "../../kinds/rds/replica";
import { at, type Values } from "../../models/manifest/values";
import type { TierSpec } from "../../tiers";
import { alarmsByPromise, isMetricAlarm } from "../alarms";
import { differencesFrom, type Difference } from "../judged-alarm";
import { DATABASE } from "../effects/network";
import { onceFor } from "../once-for";
import { shown } from "../read";
import type { PolicyResource, StackProblem, StackRule } from "../rule";
import { stackUrn } from "../stack-urn";

/** Only a stack with an own domain, or with copies in another account, has them. */
const OF_CONFIGURATION = ["certificate-ends", "origin-certificate-ends", "backup-copies"];
/** Everything that a stack can have. */
const TRAITS = { hasDomain: true, hasOriginCertificate: true, hasAccountCopies: true };

/** What the table makes of the tier: by promise what its alarms may be. Worked out once, whatever stacks of it are judged. */
const expected = onceFor((tier: TierSpec): ReadonlyMap<string, readonly Values[]> => {
  const byPromise = new Map<string, Values[]>();
  for (const alarm of alarmsOf<string>({ tier, ...TRAITS, resolve: (reference) => reference }))
    if (alarm.kind === "metric")
      byPromise.set(alarm.promise, [...(byPromise.get(alarm.promise) ?? []), { ...alarm.inputs }]);
  return byPromise;
});

/** Promises whose alarms may be missing here: a domain or copies may be missing, and full parts are require-saturation-alarms' to report. */
const mayBeMissing = (promise: string, tier: TierSpec): boolean =>
  OF_CONFIGURATION.includes(promise) ||
  rowsOf(PROMISES, tier).some(({ id, capacityParts }) => id === promise && capacityParts.length > 0);

/** Where an alarm differs from the one of those of the table that it is most like. */
const nearestOf = onceFor((alarms: readonly Values[]) =>
  onceFor(({ inputs }: PolicyResource): readonly Difference[] =>
    alarms
      .map((alarm) => differencesFrom(alarm, inputs))
      .reduce((best, each) => (each.length < best.length ? each : best)),
  ),
);

/** The one promise of a stack that waits for the loss of another region. */
const OF_PILOT = "postgres-replica-stopped";

/** Replicas of another region of which nobody hears when they stop. */
function pilotProblems(resources: readonly PolicyResource[]): StackProblem[] {
  const watched = (alarmsByPromise(resources).get(OF_PILOT) ?? [])
    .filter(isMetricAlarm)
    .map(({ inputs }) => at(inputs, "dimensions.DBInstanceIdentifier"));
  return resources
    .filter(({ type, inputs }) => type === DATABASE && !watched.includes(inputs["identifier"]))
    .map(({ urn }) => ({
      urn,
      wrong: `no alarm keeps the promise ${OF_PILOT}`,
      allowed: "one with the tag promise",
    }));
}

export const requirePromiseAlarms: StackRule = {
  id: "require-promise-alarms",
  title: "Every promise has an alarm with the numbers of the table",
  rationale:
    "A promise that nobody watches is broken in silence, and a number that is written twice is wrong once.",
  remedy: "Change the row in models/promises, from which the alarms are made.",
  severity: "high",
  source: "docs/promises.md",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources, { tier }) => {
    if (isPilot(resources)) return pilotProblems(resources);
    const there = alarmsByPromise(resources);
    return [...expected(tier)].flatMap(([promise, judged]) => {
      const alarms = (there.get(promise) ?? []).filter(isMetricAlarm);
      if (alarms.length === 0 && mayBeMissing(promise, tier)) return [];
      const missing =
        alarms.length < judged.length
          ? [
              {
                urn: stackUrn(resources),
                wrong: `${alarms.length} alarms keep the promise ${promise}`,
                allowed: `${judged.length} with the tag promise, one for each thing that it is about`,
              },
            ]
          : [];
      const differing = alarms.flatMap((alarm) =>
        nearestOf(judged)(alarm).map(({ path, given, allowed }) => ({
          urn: alarm.urn,
          wrong: `${path} is ${shown(given)}`,
          allowed: allowed === undefined ? "none" : shown(allowed),
        })),
      );
      return [...missing, ...differing];
    });
  },
};
