import { policyCommand } from "../../cli/commands/policy";
import { PLAIN } from "../../cli/style";
import { policySchema } from "../../policies/report";
import { InputError } from "../../tiers";

test("a clean tier, with the number of rules and resources checked", async () => {
  const { json, text, gate } = await policyCommand("500", {});
  const { checked } = policySchema.parse(json);
  expect(text(PLAIN)).toBe(`Tier 500: clean (${checked.policies} rules, ${checked.resources} resources)\n`);
  expect(gate).toBeUndefined();
});

test("all six tiers", async () => {
  const { text } = await policyCommand("", { all: true });
  const lines = text(PLAIN).trimEnd().split("\n");
  expect(lines.map((line) => line.replace(/\(.*/, "").trim())).toEqual(
    ["100", "500", "2K", "5K", "10K", "20K"].map((tier) => `Tier ${tier}: clean`),
  );
});

test("neither a tier nor --all, or both", async () => {
  await expect(policyCommand("", {})).rejects.toThrow(
    new InputError("Name a tier, or give --all for all six."),
  );
  await expect(policyCommand("500", { all: true })).rejects.toThrow(
    new InputError("Give a tier or --all, not both."),
  );
});
