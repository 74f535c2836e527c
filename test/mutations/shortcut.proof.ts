import { recordedManifest } from "../../cli/record/recorded-manifest";
import { RULES } from "../../policies/all-rules";
import type { PolicyResource, StackRule } from "../../policies/rule";
import { mutantsOf } from "./generate";
import { judgeOf } from "./judge";
import { NOT_ASKED } from "./score";

/** Of the mutants every so many; what follows from one is the same for its neighbours. */
const EVERY = 80;

test("asking only the rules that read what changed finds what asking all of them finds", async () => {
  const { spec, region, resources } = await recordedManifest("500");
  const rules = RULES.filter(({ id }) => !NOT_ASKED.includes(id));
  const yardstick = { tier: spec, region };
  const quick = judgeOf(rules, resources, yardstick);
  const whole = judgeOf(rules, resources, yardstick, { asksAll: true });
  const mutants = mutantsOf({ resources }).filter((_, index) => index % EVERY === 0);
  const differing = mutants.filter((mutant) => quick(mutant).length > 0 !== whole(mutant).length > 0);
  expect(mutants.length).toBeGreaterThan(40);
  expect(differing).toEqual([]);
});

test("a mutant is seen by a rule that reads its input, lists its inputs, or reads its protection", async () => {
  const { spec, region, resources } = await recordedManifest("500");
  const yardstick = { tier: spec, region };
  const place = resources.findIndex(({ name }) => name === "postgres-shard-0-primary");
  const before = resources[place];
  if (before === undefined) throw new Error("Tier 500 has no database.");
  const rule = (check: (resource: PolicyResource) => unknown): StackRule => ({
    id: "own",
    title: "What the test asks",
    rationale: "",
    remedy: "",
    severity: "high",
    source: "",
    whenUnknown: "refuse",
    scope: "stack",
    check: (all) => {
      const resource = all.find(({ name }) => name === before.name);
      return resource !== undefined && check(resource) !== true
        ? [{ urn: resource.urn, wrong: "it is wrong", allowed: "true" }]
        : [];
    },
  });
  const mutant = {
    by: "flipped" as const,
    type: before.type,
    name: before.name,
    path: "own",
    now: "",
    resource: {
      ...before,
      protect: !before.protect,
      inputs: { ...before.inputs, multiAz: "neither", own: 1 },
    },
  };
  const finds = (check: (resource: PolicyResource) => unknown): boolean =>
    judgeOf([rule(check)], resources, yardstick)(mutant).length > 0;
  expect(finds(({ inputs }) => inputs["multiAz"] !== "neither")).toBe(true);
  expect(finds(({ inputs }) => !("own" in inputs))).toBe(true);
  expect(finds(({ inputs }) => !Object.keys(inputs).includes("own"))).toBe(true);
  expect(finds(({ protect }) => protect === before.protect)).toBe(true);
  expect(finds(({ inputs }) => inputs["engine"] === "postgres")).toBe(false);
});
