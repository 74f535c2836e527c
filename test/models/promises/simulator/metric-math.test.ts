import { alarmRuleOf } from "../../../../models/promises/simulator/alarm-rule";
import type { State } from "../../../../models/promises/simulator/alarm-state";
import { metricMath } from "../../../../models/promises/simulator/metric-math";
import { statOver } from "../../../../models/promises/simulator/series";

const values: Readonly<Record<string, number>> = { requests: 400, errors: 4, none: 0 };

describe("metric math", () => {
  test.each<[string, number | undefined]>([
    ["1 + 2 * 3", 7],
    ["(1 + 2) * 3", 9],
    ["8 - 2 - 1", 5],
    ["100 * errors / requests", 1],
    ["IF(requests < 500, 0, errors)", 0],
    ["IF(requests >= 400 && errors > 3, 1, 2)", 1],
    ["IF(requests == 1 || errors != 4, 1, 2)", 2],
    ["errors / none", undefined],
    ["errors + lost", undefined],
    ["FILL(lost, 3) + errors", 7],
    ["FILL(errors, 3)", 4],
    ["IF(lost < 1, 1, 2)", undefined],
    ["MAX(errors, lost, requests)", 400],
    ["MIN(lost, errors)", 4],
    ["MAX(lost)", undefined],
    ["ABS(errors - 10)", 6],
  ])("%s", (expression, result) => {
    expect(metricMath(expression)((id) => values[id])).toBe(result);
  });

  test.each([
    ["RATE(errors)", 'The simulator knows no function RATE, in "RATE(errors)".'],
    ["errors +", 'The simulator does not expect "the end" in "errors +".'],
    ["errors requests", 'The simulator does not expect "requests" in "errors requests".'],
    ["(errors", 'The simulator does not expect "the end" in "(errors".'],
    ["errors ? 1", 'The simulator cannot read "errors ? 1" from " ? 1" on.'],
  ])("%s is refused", (expression, message) => {
    expect(() => metricMath(expression)).toThrow(message);
  });
});

describe("statistics over a span", () => {
  // 90 answers in a tenth of a second and 10 in 3 seconds each minute, but none in the third.
  const series = (minute: number) =>
    minute === 2
      ? undefined
      : ([
          [0.1, 90],
          [3, 10],
        ] as const);
  test.each([
    ["SampleCount", 200],
    ["Sum", 78],
    ["Average", 0.39],
    ["Minimum", 0.1],
    ["Maximum", 3],
    ["PR(:0.5)", 90],
    ["PR(:3)", 100],
    ["p90", 0.1],
    ["p91", 3],
  ])("%s", (stat, result) => {
    expect(statOver(series, 4, stat)(1, 4)).toBeCloseTo(result, 9);
    expect(statOver(series, 4, stat)(2, 3)).toBeUndefined();
  });

  test("another one is refused", () => {
    expect(() => statOver(series, 4, "TM(10%:90%)")).toThrow("The simulator knows no statistic TM(10%:90%).");
  });
});

describe("the rule of a composite", () => {
  const states: Readonly<Record<string, State>> = { a: "ALARM", b: "OK", c: "INSUFFICIENT_DATA" };
  test.each([
    ['ALARM("a")', true],
    ['ALARM("a") AND ALARM("b")', false],
    ['(ALARM("a") AND ALARM("b")) OR (OK("b") AND INSUFFICIENT_DATA("c"))', true],
    ['NOT ALARM("b") AND TRUE', true],
    ["ALARM(a) AND FALSE", false],
  ])("%s", (rule, result) => {
    expect(alarmRuleOf(rule)((name) => states[name] ?? "OK")).toBe(result);
  });

  test.each([
    ['ALARM("a") XOR ALARM("b")', 'The simulator cannot read the rule from " XOR ALARM("b")" on.'],
    ['(ALARM("a")', 'The simulator misses a bracket in "(ALARM("a")".'],
    ["AND", 'The simulator expects a state in "AND".'],
    ['ALARM("a") ALARM("b")', 'The simulator cannot read all of "ALARM("a") ALARM("b")".'],
  ])("%s is refused", (rule, message) => {
    expect(() => alarmRuleOf(rule)).toThrow(message);
  });
});
