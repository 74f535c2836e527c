import { PLAIN } from "../../../cli/print/style";
import { previewCommand } from "../../../cli/tier/preview-command";
import { makeCheckout, stackText } from "../../support/checkout";
import { ofStack, subjectOf } from "../../../cli/record/subject";
import { previewSchema } from "../../../models/reports/preview";

test("a preview warns of a version whose support ends within 120 days, and says from which day it counts", async () => {
  const { json, text } = await previewCommand(subjectOf("500", undefined), new Date("2026-11-29T12:00:00Z"));
  expect(previewSchema.parse(json)).toMatchObject({
    asOf: "2026-11-29",
    versions: [{ what: "Kubernetes 1.35", daysLeft: 118 }],
  });
  expect(text(PLAIN)).toContain("Versions to upgrade");
  expect(text(PLAIN).replace(/[\s│├└─]+/g, " ")).toContain(
    "Kubernetes 1.35: standard support ends on 2027-03-27, in 118 days.",
  );
});

test("before that it says nothing of versions", async () => {
  const { text } = await previewCommand(subjectOf("500", undefined), new Date("2026-11-01T12:00:00Z"));
  expect(text(PLAIN)).not.toContain("Versions to upgrade");
});

test("a firewall that an override leaves counting is a warning", async () => {
  const checkout = makeCheckout();
  try {
    checkout.write(
      "stacks/config/Pulumi.prod.yaml",
      stackText(
        'scaling-tiers:tier: "500"',
        "scaling-tiers:overrides: { cdn: { blockingRules: [rateLimit, badInputs] } }",
      ),
    );
    const { json, text } = await previewCommand(ofStack("prod", checkout.folder));
    expect(previewSchema.parse(json).firewall).toMatch(
      /^The firewall only counts what commonRuleSet matches/,
    );
    expect(text(PLAIN)).toContain("A firewall that only counts\n");
  } finally {
    checkout.remove();
  }
});
