import { versionWarnings } from "../models/reports/version-warnings";
import { nameOfUrn } from "../models/manifest/urn";
import { evaluate } from "./evaluate";
import type { PolicyReport } from "./report";
import type { PolicyResource, Rule, Yardstick } from "./rule";
import { stackUrn } from "./stack-urn";
import { CURRENT_WAIVERS, expiredWaivers, unusedWaivers, waiverFor, type Waiver } from "./waivers";

/**
 * What the rules say of the resources of a tier, less what somebody answers for.
 * @param today YYYY-MM-DD
 */
export function judge(
  rules: readonly Rule[],
  resources: readonly PolicyResource[],
  yardstick: Yardstick,
  waivers: readonly Waiver[],
  today: string,
): PolicyReport {
  const tier = yardstick.tier.name;
  const scope = { tier, today };
  const { violations, checked } = evaluate(rules, resources, yardstick);
  const judged = violations.map((violation) => ({
    violation,
    waiver: waiverFor(waivers, scope, violation.policy, nameOfUrn(violation.urn)),
  }));
  const used = judged.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver]));
  const ofWaivers = [...expiredWaivers(waivers, scope), ...unusedWaivers(waivers, scope, used)].map(
    (message) => ({
      policy: CURRENT_WAIVERS,
      enforcement: "mandatory" as const,
      urn: stackUrn(resources),
      message,
    }),
  );
  return {
    schemaVersion: 1,
    tier,
    violations: [
      ...judged.flatMap(({ violation, waiver }) => (waiver === undefined ? [violation] : [])),
      ...ofWaivers,
    ],
    waived: judged.flatMap(({ violation, waiver }) =>
      waiver === undefined
        ? []
        : [{ ...violation, owner: waiver.owner, reason: waiver.reason, expires: waiver.expires }],
    ),
    warnings: versionWarnings(yardstick.tier, today),
    checked,
  };
}
