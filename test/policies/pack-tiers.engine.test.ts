import { RULES } from "../../policies/all-rules";
import { enforcementFor } from "../../policies/rule";
import type { Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { TIER_NAMES, tierNamed, type TierName, type TierSpec } from "../../tiers";
import { EVERYTHING } from "../support/everything";
import { onEngine } from "../support/rehearsal";
import { casesOf } from "../support/seed";
import { ofEnforcement, PACK } from "./pack";

/** The rules of which the engine says that a value which they read is not known yet. */
const waiting = (run: Run): string[] =>
  [...new Set(ofEnforcement(run, "advisory").map(({ policy }) => policy))].sort();

/** Rules that read nothing unknown of some stacks that are brought up here, which have no domain and no backup account, and of which. */
const ASKS_NOTHING: Readonly<Record<string, (operations: TierSpec["operations"]) => boolean>> = {
  "require-origin-tls": () => true,
  "require-copies-in-another-account": () => true,
  "require-copies-in-another-region": ({ disasterRecovery }) => disasterRecovery === "off",
  // Without real-user monitoring there are no guests.
  "forbid-guest-rights": ({ rumSampleRatePercent }) => rumSampleRatePercent === 0,
  "forbid-open-trust": ({ rumSampleRatePercent }) => rumSampleRatePercent === 0,
};

const asksSomething = (ruleId: string, tier: TierName): boolean =>
  ASKS_NOTHING[ruleId]?.(tierNamed(tier).operations) !== true;

test.each(casesOf("tiers under the pack", TIER_NAMES, 1))(
  "%s passes a first preview, where rules wait for what is not known; the update waits for nothing",
  async (tier) => {
    await onEngine(
      { tier },
      async (rehearsal) => {
        const first = await rehearsal.preview();
        expect(first.failure).toBe("");
        expect(ofEnforcement(first, "mandatory")).toEqual([]);
        expect(waiting(first)).toEqual(
          RULES.filter(
            (rule) =>
              rule.whenUnknown === "wait" &&
              enforcementFor(rule, tier) !== "not-applicable" &&
              asksSomething(rule.id, tier),
          ).map(({ id }) => id),
        );
        const up = await rehearsal.up();
        expect([up.failure, up.findings]).toEqual(["", []]);
      },
      { policyPack: PACK },
    );
  },
);

test("a stack with another budget, and with all that configuration adds, comes up under the pack", async () => {
  const overrides = JSON.stringify({ monthlyBudgetUsd: 300, budgetLinesUsd: { operations: 114.5 } });
  await onEngine(
    { tier: "100", config: { ...EVERYTHING, [`${PROJECT}:overrides`]: overrides } },
    async (rehearsal) => {
      const { failure, findings } = await rehearsal.up();
      expect([failure, findings]).toEqual(["", []]);
    },
    { policyPack: PACK },
  );
});
