import {
  parseScenario,
  SCENARIOS,
  scenariosWith,
  WORKFLOWS,
} from "../../../../models/promises/scenarios/scenarios";
import { PROMISES } from "../../../../models/promises/table";

test("each workflow that is promised a time has a scenario, in its own file", () => {
  const promised = PROMISES.targets.filter(({ kind }) => kind === "latency").map(({ id }) => id);
  expect(SCENARIOS.map(({ workflow }) => workflow)).toEqual([...WORKFLOWS]);
  expect([...WORKFLOWS].sort()).toEqual([...promised].sort());
});

test("a walk leaves nothing behind, and the sample application passes it", () => {
  for (const { steps } of SCENARIOS) for (const { method } of steps) expect(method).toBe("GET");
  expect(SCENARIOS.map(({ steps }) => steps[0]?.statusBelow)).toEqual([400, 500, 500]);
});

test("a path of the stack's own is asked, and must not be refused", () => {
  expect(scenariosWith({ dashboard: "/home", social: "/posts" }).map(({ steps }) => steps)).toEqual([
    [{ name: "dashboard", method: "GET", path: "/home", statusBelow: 400 }],
    [{ name: "content", method: "GET", path: "/api/content/canary", statusBelow: 500 }],
    [{ name: "social", method: "GET", path: "/posts", statusBelow: 400 }],
  ]);
});

test("a scenario with errors is refused with all of them", () => {
  const input = {
    workflow: "dashboard",
    title: "",
    steps: [{ name: "Open it", method: "POST", path: "home", statusBelow: 600 }],
  };
  expect(() => parseScenario("dashboard", input)).toThrow(
    [
      "The scenario dashboard is refused:",
      '  title: given ""; allowed: at least 1 long',
      '  steps.0.name: given "Open it"; allowed: words of small letters, joined by hyphens',
      '  steps.0.method: given "POST"; allowed: "GET", "HEAD"',
      '  steps.0.path: given "home"; allowed: a path from the root',
      "  steps.0.statusBelow: given 600; allowed: at most 500",
    ].join("\n"),
  );
});

test("a scenario in the file of another is refused", () => {
  expect(() => parseScenario("social", { ...SCENARIOS[0] })).toThrow(
    'The scenario social is refused:\n  workflow: given "dashboard"; allowed: "social"',
  );
});
