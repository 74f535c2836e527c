import { reconciliationDocument } from "../../../cli/cost/reconciliation-document";
import { markdownOf } from "../../../cli/print/markdown-printer";
import { PLAIN } from "../../../cli/print/style";
import { textOf } from "../../../cli/print/text-printer";
import type { Reconciliation } from "../../../models/cost/bill/reconciliation";

const reconciliationText = (of: Reconciliation): string => textOf(reconciliationDocument(of), PLAIN);

const same = { expectedMonthlyUsd: 0, billedMonthlyUsd: 0, gapMonthlyUsd: 0 };

const report: Reconciliation = {
  schemaVersion: 1,
  tier: "500",
  region: "us-east-1",
  users: 500,
  bill: {
    start: "2026-10-01",
    end: "2026-11-01",
    days: 31,
    metric: "UnblendedCost",
    estimated: true,
    detail: "usage type",
    totalUsd: 187.5,
  },
  expectedMonthlyUsd: 172.43,
  billedMonthlyUsd: 184,
  gapMonthlyUsd: 11.57,
  components: [
    { component: "network", ...same, withinLimits: true, charges: [] },
    {
      component: "app",
      expectedMonthlyUsd: 172.43,
      billedMonthlyUsd: 180,
      gapMonthlyUsd: 7.57,
      withinLimits: false,
      charges: [
        {
          charge: "EC2 instances t4g.large",
          status: "differs",
          expectedMonthlyUsd: 147.17,
          billedMonthlyUsd: 169,
          gapMonthlyUsd: 21.83,
          explanation: "2,515 instead of 2,190 hours; above the estimate's ceiling",
        },
        {
          charge: "load balancer",
          status: "not billed",
          expectedMonthlyUsd: 25.26,
          billedMonthlyUsd: 0,
          gapMonthlyUsd: -25.26,
          explanation: "not there, within a free allowance, or billed without the tag",
        },
        {
          charge: "USE1-Kinesis-Shards",
          status: "not estimated",
          expectedMonthlyUsd: 0,
          billedMonthlyUsd: 11,
          gapMonthlyUsd: 11,
          explanation: "the estimate knows no such thing in this cost line: was it made by hand?",
        },
        {
          charge: "KMS keys",
          status: "agrees",
          expectedMonthlyUsd: 1,
          billedMonthlyUsd: 1,
          gapMonthlyUsd: 0,
          explanation: null,
        },
      ],
    },
  ],
  untagged: [
    { tag: "", charge: "CloudWatch alarms", billedMonthlyUsd: 1, explanation: "AWS tags it not" },
    { tag: "", charge: "Tax", billedMonthlyUsd: 3, explanation: "tax is not part of the estimate" },
  ],
  proposals: [
    {
      coefficient: "requestsPerUserMinute",
      value: 0.5,
      proposed: 0.81,
      unit: "API requests a minute and user, average of a month",
      reason: "17,857,625 requests to CloudFront billed, 11,068,625 predicted",
    },
  ],
};

test("a person reads the cost lines, each gap with its reason, and what the usage speaks for", () => {
  expect(reconciliationText(report).split("\n")).toEqual([
    "Tier 500: $184.00 a month billed, $172.43 expected",
    "The bill: $187.50 for 31 days, 2026-10-01 until 2026-11-01 (exclusive), scaled",
    "to a month of 730 hours. AWS may still change it. The estimate counts with 500",
    "users.",
    "",
    "cost line     expected   billed      gap  remark",
    "network          $0.00    $0.00    $0.00",
    "app            $172.43  $180.00   +$7.57  above the ceiling",
    "no cost line              $4.00   +$4.00",
    "together       $172.43  $184.00  +$11.57",
    "",
    "Gaps, USD a month",
    "- app, load balancer: -$25.26, not on the bill; not there, within a free",
    "  allowance, or billed without the tag",
    "- app, EC2 instances t4g.large: +$21.83, $169.00 instead of $147.17; 2,515",
    "  instead of 2,190 hours; above the estimate's ceiling",
    "- app, USE1-Kinesis-Shards: +$11.00, not in the estimate; the estimate knows no",
    "  such thing in this cost line: was it made by hand?",
    "",
    "Billed without a cost line",
    "- $3.00 Tax: tax is not part of the estimate",
    "- $1.00 CloudWatch alarms: AWS tags it not",
    "",
    "Coefficients that the billed usage speaks for",
    "- requestsPerUserMinute: 0.81 instead of 0.5: 17,857,625 requests to CloudFront",
    "  billed, 11,068,625 predicted",
    "  requestsPerUserMinute: 0.81",
    "Nothing was changed. To count with them, write them into a file and run: scale",
    "cost 500 --coefficients <file>",
    "",
    "Not compared: credits, taxes and the support plan.",
    "",
  ]);
});

test("every line fits 80 columns", () => {
  expect(
    reconciliationText(report)
      .split("\n")
      .filter((line) => line.length > 80),
  ).toEqual([]);
});

test("without usage types the person is told how to get them, and sees no charges", () => {
  const text = reconciliationText({ ...report, bill: { ...report.bill, detail: "none" } });
  expect(text).toContain("The bill is grouped by the tag alone.");
  expect(text).not.toContain("Kinesis");
});

test("without gaps it says so, and shows no empty section", () => {
  const text = reconciliationText({
    ...report,
    components: report.components.map((each) => ({ ...each, charges: [] })),
    untagged: [],
    proposals: [],
  });
  expect(text).toContain("none: each charge agrees with the estimate");
  expect(text).not.toContain("Coefficients");
  expect(text).not.toContain("Billed without a cost line");
});

test("Markdown holds the same: a table, the gaps, and a file of coefficients to copy", () => {
  const text = markdownOf(reconciliationDocument(report));
  expect(text).toContain("### Tier 500: $184.00 a month billed, $172.43 expected\n");
  expect(text).toMatch(/\| app +\| +\$172\.43 \| +\$180\.00 \| +\+\$7\.57 \| above the ceiling +\|/);
  expect(text).toContain("USE1-Kinesis-Shards");
  expect(text).toContain(
    "- requestsPerUserMinute: 0.81 instead of 0.5: 17,857,625 requests to CloudFront billed, 11,068,625 predicted\n\n```yaml\nrequestsPerUserMinute: 0.81\n```",
  );
});
