import { sizeChanges } from "../../../models/reports/size-changes";
import { overrideTier, tierNamed } from "../../../tiers";

test("two tiers differ in exactly the fields that differ", () => {
  const base = tierNamed("500");
  const changed = overrideTier(
    base,
    { postgres: { backupRetentionDays: 8 }, cdn: { webAclRules: [], webAclLogs: false } },
    "test",
  );
  expect(sizeChanges(base, base)).toEqual([]);
  expect(sizeChanges(base, changed)).toEqual([
    { path: "postgres.backupRetentionDays", from: 7, to: 8, change: "online", unit: "days" },
    {
      path: "cdn.webAclRules",
      from: ["rateLimit", "commonRuleSet", "badInputs"],
      to: [],
      change: "online",
      unit: "none",
    },
    {
      path: "cdn.blockingRules",
      from: ["rateLimit", "commonRuleSet", "badInputs"],
      to: [],
      change: "online",
      unit: "none",
    },
    { path: "cdn.webAclLogs", from: true, to: false, change: "online", unit: "none" },
  ]);
});
