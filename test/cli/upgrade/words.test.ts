import { alarmsText } from "../../../cli/upgrade/words";
import type { UpgradeReport } from "../../../models/upgrade/report";

type Phase = UpgradeReport["phases"][number];
type Step = Phase["steps"][number];

const step = (urn: string, operation: Step["operation"], type: string): Step =>
  ({ urn, operation, type }) as Step;
const phase = (...steps: Step[]): Phase => ({ steps }) as unknown as Phase;

const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";

test("a step says what it does to alarms, each counted once", () => {
  const phases = [
    phase(
      step("a", "create", METRIC),
      step("b", "update", METRIC),
      step("q", "create", "aws:sqs/queue:Queue"),
    ),
    phase(
      step("b", "update", METRIC),
      step("c", "create", "aws:cloudwatch/compositeAlarm:CompositeAlarm"),
      step("d", "delete", METRIC),
      step("e", "tag-only", METRIC),
    ),
  ];
  expect(alarmsText({ phases })).toBe(
    "2 new, 1 with other numbers or windows, 1 gone with what they watched",
  );
});

test("a step that touches no alarm says nothing of them", () => {
  expect(alarmsText({ phases: [phase(step("q", "create", "aws:sqs/queue:Queue"))] })).toBeUndefined();
});
