import { firewallNotice, overrideTier, tierNamed, tiers } from "../../tiers";

const END =
  "After reading what was counted, name them in overrides.cdn.blockingRules, or let all rules of the tier block: pulumi config rm --path overrides.cdn.blockingRules";

test("rules that an override leaves counting are named, with the way to let them block", () => {
  const counting = overrideTier(tierNamed("500"), { cdn: { blockingRules: ["rateLimit"] } }, "500");
  expect(firewallNotice(counting)).toBe(
    `The firewall only counts what commonRuleSet, badInputs match, and lets it through. ${END}`,
  );
  const one = overrideTier(tierNamed("500"), { cdn: { blockingRules: ["rateLimit", "badInputs"] } }, "500");
  expect(firewallNotice(one)).toBe(
    `The firewall only counts what commonRuleSet matches, and lets it through. ${END.replace("name them", "name it")}`,
  );
});

test("no tier has one, with or without a firewall", () => {
  expect(tiers.flatMap((tier) => firewallNotice(tier) ?? [])).toEqual([]);
});
