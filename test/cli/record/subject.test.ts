import { ofStack, subjectOf } from "../../../cli/record/subject";
import { InputError, tierNamed } from "../../../tiers";
import { makeCheckout, stackText, type Checkout } from "../../support/checkout";
import { runScale } from "../../support/run-scale";

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout();
  checkout.write(
    "stacks/config/Pulumi.prod.yaml",
    stackText("scaling-tiers:tier: 500", "aws:profile: deploy"),
  );
  checkout.write(
    "stacks/config/Pulumi.staging.yaml",
    stackText(
      "scaling-tiers:tier: 500",
      "scaling-tiers:overrides: { app: { webReplicasMax: 9 }, cluster: { appNodeCountMax: 5 } }",
      'scaling-tiers:phase: { from: "100", name: move }',
    ),
  );
  checkout.write(
    "stacks/config/Pulumi.dev.yaml",
    stackText("scaling-tiers:tier: 500", "scaling-tiers:teir: 2k"),
  );
  checkout.write("stacks/config/Pulumi.none.yaml", stackText());
});
afterAll(() => {
  checkout.remove();
});

test("a stack as it is: its tier and its values", () => {
  expect(ofStack("prod", checkout.folder)).toMatchObject({
    title: "Stack prod (tier 500)",
    stack: "prod",
    tier: "500",
    sizes: tierNamed("500"),
    config: { "aws:region": "us-east-1", "aws:profile": "deploy" },
  });
});

test("a stack with overrides, in a phase", () => {
  const { title, sizes } = ofStack("staging", checkout.folder);
  expect(title).toBe("Stack staging (tier 500, phase move from 100, with overrides)");
  expect(sizes).toMatchObject({
    app: { webReplicasMax: 9 },
    postgres: { maxConnections: tierNamed("100").postgres.maxConnections },
  });
});

test.each<[string, string]>([
  [
    "prd",
    'There is no file of a stack "prd", did you mean "prod"? Stacks with a file: dev, none, prod, staging.',
  ],
  [
    "none",
    "Nothing can be said of stack none by its file stacks/config/Pulumi.none.yaml: it has no scaling-tiers:tier.",
  ],
])("nothing is said of %s", (stack, message) => {
  expect(() => ofStack(stack, checkout.folder)).toThrow(new InputError(message));
});

test("values that the program refuses are refused, in the stack's own name", () => {
  expect(() => ofStack("dev", checkout.folder)).toThrow(
    /^The configuration of stack "dev" is refused:\n {2}teir: /,
  );
});

test("a command line names a tier or a stack", () => {
  expect(subjectOf("2k", undefined)).toMatchObject({ title: "Tier 2K", sizes: "2k" });
  expect(() => subjectOf("2k", "prod")).toThrow(new InputError("Give a tier or --stack, not both."));
  expect(() => subjectOf(undefined, undefined)).toThrow(
    new InputError("Name a tier, or a stack by --stack."),
  );
});

describe("the stacks of this repository", () => {
  test.each(["cost", "preview", "policy", "manifest"])("scale %s --stack prod", async (command) => {
    const { code, stdout } = await runScale(command, "--stack", "prod");
    expect(code).toBe(0);
    expect(stdout).toMatch(command === "policy" ? /^100, stack prod /m : /^Stack prod \(tier 100\): /);
  });

  test("and as JSON, which says whose it is", async () => {
    const { stdout } = await runScale("cost", "--stack", "prod", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ tier: "100", stack: "prod" });
  });

  test.each([
    [["cost", "--stack", "prod", "--all"], "Give --stack or --all, not both."],
    [
      ["cost", "--stack", "prod", "--region", "eu-west-1"],
      "With --stack the region is that of the stack. Leave out --region.",
    ],
    [["policy", "--stack", "prod", "--all"], "Give one of a tier, --stack, --all and --manifest."],
    [["preview"], "Name a tier, or a stack by --stack."],
  ])("%j is refused", async (args, message) => {
    expect(await runScale(...args)).toEqual({ code: 2, stdout: "", stderr: `${message}\n` });
  });
});
