import type * as Table from "../../models/promises/table";
import type { Promises } from "../../models/promises/schema";
import { parsePromises, PROMISES, PROMISES_INPUT } from "../../models/promises/table";
import { evaluate } from "../../policies/evaluate";
import type { StackRule } from "../../policies/rule";
import type * as Rule from "../../policies/rules/require-promise-alarms";
import { tierNamed } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";

const manifestOf = recordedTiers();

/** The rule as it is where the table has other numbers. */
function ruleWith(promises: Promises): StackRule {
  let rule: StackRule | undefined;
  jest.isolateModules(() => {
    jest.doMock<typeof Table>("../../models/promises/table", () => ({
      ...jest.requireActual<typeof Table>("../../models/promises/table"),
      PROMISES: promises,
    }));
    rule = jest.requireActual<typeof Rule>(
      "../../policies/rules/require-promise-alarms",
    ).requirePromiseAlarms;
  });
  if (rule === undefined) throw new Error("The rule was not loaded.");
  return rule;
}

const said = (promises: Promises): string[] =>
  evaluate([ruleWith(promises)], manifestOf("2k").resources, {
    tier: tierNamed("2k"),
    region: "us-east-1",
  }).violations.map(({ message }) => message.split(". ")[0] ?? "");

test("one number of the table changes: the policy asks for it of that alarm, and of no other", () => {
  const promises = parsePromises({
    ...PROMISES_INPUT,
    thresholds: PROMISES_INPUT.thresholds.map((row) =>
      row.id === "queue-age" ? { ...row, threshold: { value: 600 } } : row,
    ),
  });
  expect(said(PROMISES)).toEqual([]);
  expect(said(promises)).toEqual(["alarms-queue-age: threshold is 300; allowed: 600"]);
});
