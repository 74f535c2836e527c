import type { ReportViolation, ResourceValidationArgs, StackValidationArgs } from "@pulumi/policy";
import * as proxy from "@pulumi/policy/proxy";
import { policiesOf, type Waived } from "../../policies/engine-policies";
import type { ResourceRule, Rule, StackRule } from "../../policies/rule";
import { tierNamed } from "../../tiers";

/** Exported by the package and left out of its types. */
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
  readonly unknownCheckingProxy: (props: object) => Record<string, unknown>;
  readonly unknownStringValue: string;
};

const CLASS = "aws:rds/instance:Instance";
const URN = `urn:pulumi:s::scaling-tiers::scaling-tiers:postgres:Postgres$${CLASS}::primary`;

const RULE: ResourceRule = {
  id: "require-red",
  title: "It is red",
  rationale: "It would not be seen.",
  remedy: "Paint it.",
  severity: "low",
  source: "a test",
  whenUnknown: "refuse",
  scope: "resource",
  types: [CLASS],
  check: ({ inputs, component, protect }) =>
    inputs["color"] === "red" ? [] : [{ wrong: `${String(component)} ${String(protect)}`, allowed: "red" }],
};
const STACK_RULE: StackRule = {
  ...RULE,
  id: "require-one",
  scope: "stack",
  check: (resources) =>
    resources.flatMap(({ urn, inputs }) =>
      inputs["color"] === "red" ? [] : [{ urn, wrong: `it is ${String(inputs["color"])}`, allowed: "red" }],
    ),
};
const NOBODY: Waived = { waivers: [], today: "2026-11-24" };

const resource = (color: unknown, type = CLASS) =>
  ({
    type,
    urn: URN,
    name: "primary",
    props: unknownCheckingProxy({ color }),
    opts: { protect: true },
    propertyDependencies: {},
  }) as unknown as ResourceValidationArgs & StackValidationArgs["resources"][number];

/** What a pack of these rules says of a resource, and of the stack that consists of it. */
function ask(rules: readonly Rule[], color: unknown, waived = NOBODY, outputColor = color): string[][] {
  const said: string[][] = [];
  for (const policy of policiesOf(rules, { tier: tierNamed("500"), region: "us-east-1" }, waived)) {
    if (policy.enforcementLevel === "disabled") continue;
    const report: ReportViolation = (message, urn) =>
      void said.push([policy.name, message, ...(urn ? [urn] : [])]);
    if ("validateStack" in policy)
      void policy.validateStack(
        { resources: [resource(outputColor)] } as unknown as StackValidationArgs,
        report,
      );
    else if (typeof policy.validateResource === "function")
      void policy.validateResource(resource(color), report);
  }
  return said;
}

test("a resource that breaks a rule is reported, with what the engine knows of it", () => {
  expect(ask([RULE], "blue")).toEqual([["require-red", "primary: postgres true; allowed: red. Paint it."]]);
  expect(ask([RULE], "red")).toEqual([]);
});

test("an unknown value is a violation of a rule that refuses it", () => {
  expect(ask([RULE], unknownStringValue)).toEqual([
    [
      "require-red",
      "primary: color is not known before the update; allowed: a value that the preview knows. Paint it.",
    ],
  ]);
  expect(ask([STACK_RULE], unknownStringValue)).toEqual([
    [
      "require-one",
      "require-one: color is not known before the update; allowed: a value that the preview knows. Paint it.",
    ],
  ]);
});

test("an unknown value is left to the engine, which makes an advice of it, by a rule that waits", () => {
  expect(() => ask([{ ...RULE, whenUnknown: "wait" }], unknownStringValue)).toThrow(
    "string value at .color can't be known during preview",
  );
});

test("a rule over the stack sees what a resource was declared with, not what became of it", () => {
  expect(ask([RULE, STACK_RULE], "red", NOBODY, undefined)).toEqual([]);
  expect(ask([RULE, STACK_RULE], "blue", NOBODY, "red").map(([name, message]) => [name, message])).toEqual([
    ["require-red", "primary: postgres true; allowed: red. Paint it."],
    ["require-one", "primary: it is blue; allowed: red. Paint it."],
  ]);
});

test("a rule that does not apply to the tier is off; an exception can make it an advice", () => {
  const at = (enforcement: "advisory" | "not-applicable"): ResourceRule => ({
    ...RULE,
    exceptions: [{ tiers: ["500"], enforcement, reason: "A test needs it to be so." }],
  });
  const levels = [RULE, at("advisory"), at("not-applicable")].map(
    (rule) =>
      policiesOf([rule], { tier: tierNamed("500"), region: "us-east-1" }, NOBODY)[0]?.enforcementLevel,
  );
  expect(levels).toEqual(["mandatory", "advisory", "disabled"]);
});

test("what somebody answers for is not reported, and an expired waiver is", () => {
  const waiver = {
    rule: "require-red",
    resource: "pri*",
    tiers: ["500" as const],
    owner: "Jo",
    reason: "A test.",
    expires: "2026-11-24",
  };
  expect(ask([RULE], "blue", { ...NOBODY, waivers: [waiver] })).toEqual([]);
  expect(ask([RULE], "blue", { waivers: [waiver], today: "2026-11-25" })).toEqual([
    ["require-red", "primary: postgres true; allowed: red. Paint it."],
    [
      "require-current-waivers",
      "waiver of require-red for pri* (Jo): it expired on 2026-11-24; allowed: 2026-11-25 or later. Renew it with its owner, or remove it.",
      "urn:pulumi:s::scaling-tiers::pulumi:pulumi:Stack::scaling-tiers-s",
    ],
  ]);
});

test("a rule over the stack finds a resource by the id that others call it, as the engine tells whose it is", () => {
  const seen: (readonly string[] | undefined)[] = [];
  const rule: StackRule = {
    ...STACK_RULE,
    check: (resources) => {
      seen.push(...resources.map(({ knownAs }) => knownAs));
      return [];
    },
  };
  const meant = resource("red");
  const other = {
    ...resource("red"),
    urn: `${URN}-2`,
    props: unknownCheckingProxy({ subnetId: "subnet-1", vpcId: unknownStringValue }),
    propertyDependencies: { subnetId: [meant], vpcId: [meant] },
  };
  const [policy] = policiesOf([rule], { tier: tierNamed("500"), region: "us-east-1" }, NOBODY);
  if (policy !== undefined && "validateStack" in policy)
    void policy.validateStack(
      { resources: [meant, other] } as unknown as StackValidationArgs,
      () => undefined,
    );
  expect(seen).toEqual([["subnet-1"], []]);
});
