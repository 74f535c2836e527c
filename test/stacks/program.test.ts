import * as pulumi from "@pulumi/pulumi";
import type * as CloudOutputs from "../../models/cloud-outputs";
import { cloudAnswer } from "../../models/cloud-outputs";
import { DRY_RUN_CONFIG } from "../../stacks/dry-run-config";
import * as platform from "../../stacks/platform";
import { programForEngine } from "../../stacks/program";
import { record } from "../../stacks/recorder";
import { stackFileConfig } from "../support/stack-file";

jest.mock("../../models/cloud-outputs", () => {
  const original = jest.requireActual<typeof CloudOutputs>("../../models/cloud-outputs");
  return { ...original, cloudAnswer: jest.fn(original.cloudAnswer) };
});

jest.mock("../../stacks/platform", () => {
  const original = jest.requireActual<typeof platform>("../../stacks/platform");
  return { ...original, createPlatform: jest.fn(original.createPlatform) };
});

const { cloudAnswer: usual } = jest.requireActual<typeof CloudOutputs>("../../models/cloud-outputs");
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

const { createPlatform } = jest.requireActual<typeof platform>("../../stacks/platform");
afterEach(() => {
  jest.mocked(cloudAnswer).mockImplementation(usual);
  jest.mocked(platform.createPlatform).mockImplementation(createPlatform);
});

const run = (config: Record<string, string>) =>
  record(programForEngine, { project: "scaling-tiers", stack: "prod", config });

/** What the program would build: nothing is built, which takes seconds. */
async function accepted(config: Record<string, string>): Promise<unknown> {
  jest
    .mocked(platform.createPlatform)
    .mockImplementation(
      ({ position, settings, tier }) =>
        ({ position, rotation: settings.rotation, sizes: tier.name }) as unknown as platform.PlatformOutputs,
    );
  return (await run(config)).outputs;
}

const AT_100 = { ...DRY_RUN_CONFIG, "scaling-tiers:tier": "100" };
const AT_500 = { ...DRY_RUN_CONFIG, "scaling-tiers:tier": "500" };

describe("in an account of one's own", () => {
  test("a checked-in file with its examples is refused, all of them at once and before anything is made", async () => {
    answer(CALLER, { accountId: "210987654321" });
    const refused = await run(stackFileConfig("prod")).then(
      () => "",
      (error: unknown) => (error as Error).message,
    );
    expect(refused.split("\n").map((line) => line.trim().split(":")[0])).toEqual([
      'The configuration of stack "prod" is refused',
      "publicAccessCidrs.0",
      "deployerRoleArns.0",
      "alertEmail",
    ]);
  });

  test("the stand-in account of a dry run takes it", async () => {
    expect(await accepted(stackFileConfig("prod"))).toMatchObject({
      sizes: "100",
      position: { tier: "100" },
    });
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
    expect(await accepted(AT_100)).toMatchObject({ sizes: "100" });
  });

  test("is, where its configuration says so", async () => {
    answer(OWN_OUTPUTS, { outputs: { tier: "100", phase: null } });
    expect(await accepted({ ...AT_500, "scaling-tiers:allowUnphasedStep": "true" })).toMatchObject({
      position: { tier: "500" },
    });
  });

  test("by a release that noted no phase goes on from its tier", async () => {
    answer(OWN_OUTPUTS, { outputs: { tier: "500" } });
    expect(await accepted(AT_500)).toMatchObject({ sizes: "500" });
    await expect(run(AT_100)).rejects.toThrow('tier: given "100", but the stack has reached tier 500');
  });

  test("goes on with a warning where the backend does not answer", async () => {
    answer(OWN_OUTPUTS, Object.assign(new Error("unknown stack"), { details: "unknown stack" }));
    const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
    expect(await accepted(AT_500)).toMatchObject({ sizes: "500" });
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      "The tier that this stack has reached cannot be read, so nobody checks whether its next step takes phases: unknown stack",
    ]);
    warn.mockRestore();
  });
});

describe("a rotation of a stack that has been up", () => {
  const at = (postgres: object, valkey: object = { generation: 1 }) => ({
    outputs: { tier: "500", phase: null, rotation: { postgres, valkey, qdrant: { generation: 1 } } },
  });
  const asking = (rotation: object) => ({ ...AT_500, "scaling-tiers:rotation": JSON.stringify(rotation) });
  const asks = (rotation: object) => run(asking(rotation));

  test("goes one phase on, stays, or goes one back", async () => {
    answer(OWN_OUTPUTS, at({ generation: 2, phase: "use" }));
    for (const postgres of [
      { generation: 2 },
      { generation: 2, phase: "use" },
      { generation: 2, phase: "add" },
    ])
      expect(await accepted(asking({ postgres }))).toMatchObject({ rotation: { postgres } });
  });

  test.each([
    ["skips a generation", { generation: 3 }, "generation 3"],
    ["skips its phases", { generation: 2 }, "generation 2"],
    ["skips one of them", { generation: 2, phase: "use" }, "generation 2, phase use"],
    ["goes back", { generation: 1, phase: "add" }, "generation 1, phase add"],
  ])("is refused when it %s", async (_, postgres, given) => {
    answer(OWN_OUTPUTS, at({ generation: 1 }));
    await expect(asks({ postgres })).rejects.toThrow(
      `rotation.postgres: given ${given}; allowed: the next phase or the one before, as the stack is at generation 1; all phases: ./scale rotate postgres`,
    );
  });

  test("is not checked where an earlier release noted none", async () => {
    answer(OWN_OUTPUTS, { outputs: { tier: "500", phase: null } });
    const postgres = { generation: 1, phase: "add" };
    expect(await accepted(asking({ postgres }))).toMatchObject({ rotation: { postgres } });
  });
});

describe("what is fixed for the life of a stack", () => {
  const MADE = { tier: "100", phase: null, region: "us-east-1", environment: "example" };
  const ZONES = ["use1-az1", "use1-az2", "use1-az4"];

  test("is what it was", async () => {
    answer(OWN_OUTPUTS, { outputs: { ...MADE, zoneIds: ZONES } });
    expect((await run(AT_100)).outputs).toMatchObject({
      project: "scaling-tiers",
      stack: "prod",
      environment: "example",
      zoneIds: ZONES,
    });
  });

  test("is refused when it is another, each with the command that sets it back", async () => {
    const zoneIds = ["use1-az1", "use1-az2", "use1-az6"];
    answer(OWN_OUTPUTS, { outputs: { ...MADE, zoneIds, region: "eu-west-1", environment: "prod" } });
    await expect(run(AT_100)).rejects.toThrow(
      [
        'The configuration of stack "prod" is refused:',
        '  aws:region: given "us-east-1"; allowed: "eu-west-1", with which the stack was made, for its life: everything is in it. Set it back with: pulumi config set aws:region eu-west-1. For another one make another stack',
        '  environment: given "example"; allowed: "prod", with which the stack was made, for its life: it is in every physical name. Set it back with: pulumi config set environment prod. For another one make another stack',
        `  zoneIds: given ["use1-az1","use1-az2","use1-az4"]; allowed: ["use1-az1","use1-az2","use1-az6"], with which the stack was made, for its life: every subnet and every volume is in one of them. Set it back with: pulumi config set --path 'zoneIds[0]' use1-az1; pulumi config set --path 'zoneIds[1]' use1-az2; pulumi config set --path 'zoneIds[2]' use1-az6. For another one make another stack`,
      ].join("\n"),
    );
  });

  test("another name of the stack or of the project is refused as well", async () => {
    answer(OWN_OUTPUTS, { outputs: { ...MADE, project: "shop", stack: "live" } });
    await expect(run(AT_100)).rejects.toThrow(
      [
        '  name of the project: given "scaling-tiers"; allowed: "shop", with which the stack was made, for its life: it is in every physical name. Set it back with: name: shop in Pulumi.yaml, and pulumi stack rename. For another one make another stack',
        '  name of the stack: given "prod"; allowed: "live", with which the stack was made, for its life: it is in every physical name. Set it back with: pulumi stack rename live. For another one make another stack',
      ].join("\n"),
    );
  });

  test("may change once the data may go", async () => {
    answer(OWN_OUTPUTS, { outputs: { ...MADE, environment: "prod" } });
    const config = { ...AT_100, "scaling-tiers:allowDataDestruction": "true" };
    expect(await accepted(config)).toMatchObject({ sizes: "100" });
  });
});
