import { stateAfter, type State } from "../../../../models/promises/simulator/alarm-state";

const BAD = 10;
const GOOD = 1;

/** As AWS's page writes data points: the oldest first, `X` bad, `0` good, `-` missing. */
const points = (text: string) =>
  text
    .split(" ")
    .reverse()
    .map((sign) => (sign === "X" ? BAD : sign === "0" ? GOOD : undefined));

const treatments = ["missing", "ignore", "breaching", "notBreaching"] as const;

/**
 * The two tables of "How alarm state is evaluated when data is missing"
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html), in the order of `treatments`. A state
 * that is kept is written as `kept`.
 */
const TABLES: readonly (readonly [
  text: string,
  datapointsToAlarm: number,
  states: readonly (State | "kept")[],
])[] = [
  ["0 - X - X", 3, ["OK", "OK", "OK", "OK"]],
  ["- - - - 0", 3, ["OK", "OK", "OK", "OK"]],
  ["- - - - -", 3, ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]],
  ["0 X X - X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["- - X - -", 3, ["ALARM", "kept", "ALARM", "OK"]],
  ["0 - X - X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["0 0 X 0 X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
  ["0 - X - -", 2, ["OK", "kept", "ALARM", "OK"]],
  ["- - - - 0", 2, ["OK", "OK", "ALARM", "OK"]],
  ["- - - X -", 2, ["ALARM", "kept", "ALARM", "OK"]],
];

test.each(TABLES)("%s with %i of 3", (text, datapointsToAlarm, states) => {
  for (const before of ["OK", "ALARM"] as const)
    expect(
      treatments.map((treatMissingData) =>
        stateAfter(points(text), before, {
          evaluationPeriods: 3,
          datapointsToAlarm,
          comparisonOperator: "GreaterThanThreshold",
          threshold: 5,
          treatMissingData,
        }),
      ),
    ).toEqual(states.map((state) => (state === "kept" ? before : state)));
});

test.each([
  ["GreaterThanThreshold", 5, "OK"],
  ["GreaterThanOrEqualToThreshold", 5, "ALARM"],
  ["LessThanThreshold", 5, "OK"],
  ["LessThanOrEqualToThreshold", 5, "ALARM"],
  ["LessThanThreshold", 4.9, "ALARM"],
])("%s of 5 with %d is %s", (comparisonOperator, value, state) => {
  expect(stateAfter([value], "OK", { evaluationPeriods: 1, comparisonOperator, threshold: 5 })).toBe(state);
});

test("another comparison is no alarm that it knows", () => {
  expect(() =>
    stateAfter([1], "OK", {
      evaluationPeriods: 1,
      comparisonOperator: "LessThanLowerThreshold",
      threshold: 5,
    }),
  ).toThrow("The simulator knows no comparison LessThanLowerThreshold.");
});
