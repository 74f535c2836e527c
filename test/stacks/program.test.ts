import * as pulumi from "@pulumi/pulumi";
import { cloudAnswer } from "../../models/cloud-outputs";
import { DRY_RUN_CONFIG } from "../../stacks/dry-run-config";
import { programForEngine } from "../../stacks/program";
import { record } from "../../stacks/recorder";
import { stackFileConfig } from "../support/stack-file";

jest.mock("../../models/cloud-outputs", () => {
  const original = jest.requireActual<typeof import("../../models/cloud-outputs")>(
    "../../models/cloud-outputs",
  );
  return { ...original, cloudAnswer: jest.fn(original.cloudAnswer) };
});

const { cloudAnswer: usual } = jest.requireActual<typeof import("../../models/cloud-outputs")>(
  "../../models/cloud-outputs",
);
const CALLER = "aws:index/getCallerIdentity:getCallerIdentity";
const OWN_OUTPUTS = "pulumi:pulumi:readStackOutputs";

/** A cloud that gives one answer of its own. */
function answer(token: string, own: Record<string, unknown> | Error): void {
  jest.mocked(cloudAnswer).mockImplementation((asked, args) => {
    if (asked !== token) return usual(asked, args);
    if (own instanceof Error) throw own;
    return { ...args, ...own };
  });
}
afterEach(() => jest.mocked(cloudAnswer).mockImplementation(usual));

const run = (config: Record<string, string>) =>
  record(programForEngine, { project: "scaling-tiers", stack: "prod", config });

const AT_100 = { ...DRY_RUN_CONFIG, "scaling-tiers:tier": "100" };
const AT_500 = { ...DRY_RUN_CONFIG, "scaling-tiers:tier": "500" };

describe("in an account of one's own", () => {
  test("a checked-in file with its examples is refused, all of them at once and before anything is made", async () => {
    answer(CALLER, { accountId: "210987654321" });
    const refused = await run(stackFileConfig("prod")).catch((error: unknown) => (error as Error).message);
    expect(
      String(refused)
        .split("\n")
        .map((line) => line.trim().split(":")[0]),
    ).toEqual([
      'The configuration of stack "prod" is refused',
      "publicAccessCidrs.0",
      "deployerRoleArns.0",
      "alertEmail",
    ]);
  });

  test("the stand-in account of a dry run takes it", async () => {
    expect((await run(stackFileConfig("prod"))).outputs).toMatchObject({ tier: "100", phase: null });
  });
});

describe("a stack that has been up", () => {
  test("notes its tier and its phase", async () => {
    const phase = { "scaling-tiers:phase": '{"from":"100","name":"move"}' };
    expect((await run({ ...AT_500, ...phase })).outputs).toMatchObject({
      tier: "500",
      phase: { from: "100", name: "move" },
    });
  });

  test("is not taken to another tier in one `up`", async () => {
    answer(OWN_OUTPUTS, { outputs: { tier: "100", phase: null, url: "https://a" } });
    await expect(run(AT_500)).rejects.toThrow(
      'The configuration of stack "prod" is refused:\n  tier: given "500", but the stack has reached tier 100; allowed: phase move of move, finish, settle, each of them an `up` of its own:\n    pulumi config set tier 500\n',
    );
    expect((await run(AT_100)).outputs).toMatchObject({ tier: "100" });
  });

  test("is, where its configuration says so", async () => {
    answer(OWN_OUTPUTS, { outputs: { tier: "100", phase: null } });
    const { outputs } = await run({ ...AT_500, "scaling-tiers:allowUnphasedStep": "true" });
    expect(outputs).toMatchObject({ tier: "500", phase: null });
  });

  test("by a release that noted no phase goes on from its tier", async () => {
    answer(OWN_OUTPUTS, { outputs: { tier: "500" } });
    expect((await run(AT_500)).outputs).toMatchObject({ tier: "500" });
    await expect(run(AT_100)).rejects.toThrow('tier: given "100", but the stack has reached tier 500');
  });

  test("goes on with a warning where the backend does not answer", async () => {
    answer(OWN_OUTPUTS, Object.assign(new Error("unknown stack"), { details: "unknown stack" }));
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    expect((await run(AT_500)).outputs).toMatchObject({ tier: "500" });
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      "The tier that this stack has reached cannot be read, so nobody checks whether its step takes phases: unknown stack",
    ]);
    warn.mockRestore();
  });
});
