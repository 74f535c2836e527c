import { recordedManifest } from "../../cli/record/recorded-manifest";
import { rebuild, type RebuildRequest } from "../../cli/engine/rebuild";
import { lookupAnswers } from "../../rehearsal/imports";
import type { Rehearsal, StateResource } from "../../rehearsal/rehearsal";
import type { Cli } from "../../rehearsal/user-stack";
import { InputError } from "../../tiers";
import { beginOnEngine, ranWell } from "../support/rehearsal";
import { pulumiCli } from "../support/pulumi-cli";

const ACCOUNT = "123456789012";
const VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

jest.setTimeout(300_000);

describe.each(["500"] as const)("the state of tier %s is lost", (tier) => {
  let rehearsal: Rehearsal;
  let before: readonly StateResource[];
  let request: RebuildRequest;
  let empty: string;

  /** What the AWS CLI would print. */
  const answer = (args: readonly string[]): string | null => {
    if (args[0] === "sts") return `${ACCOUNT}\n`;
    if (args[1] === "get-secret-value") {
      const secret = rehearsal.world.ofType(VERSION).find(({ inputs }) => inputs["secretId"] === args[3]);
      return String(secret?.inputs["secretString"]);
    }
    return lookupAnswers({ args }, rehearsal.world, "us-east-1").join("\t");
  };

  const emptied = async (): Promise<void> => {
    await rehearsal.stack.importStack(JSON.parse(empty) as never);
  };

  /** Of all that there ever were: a read does not tell what was a secret. */
  const expectNoPasswordInClear = async (): Promise<void> => {
    const passwords = rehearsal.world
      .ofType("random:index/randomPassword:RandomPassword")
      .map(({ outputs }) => String(outputs["result"]));
    expect(passwords.length).toBeGreaterThanOrEqual(8);
    const state = await rehearsal.stateText();
    const inClear = passwords.filter(
      (text) => state.includes(text) || state.includes(Buffer.from(text).toString("base64")),
    );
    expect(inClear).toEqual([]);
  };

  const idsOf = (resources: readonly StateResource[]): Record<string, string> =>
    Object.fromEntries(
      resources.flatMap(({ urn, type, id }) =>
        id === undefined || /^(pulumi|random):/.test(type) ? [] : [[urn, id] as const],
      ),
    );

  const refusal = (changes: Partial<RebuildRequest>): Promise<unknown> =>
    rebuild({ ...request, ...changes }).then(
      () => "no refusal",
      (error: unknown) => (error instanceof InputError ? error.message : error),
    );

  beforeAll(async () => {
    rehearsal = await beginOnEngine({ tier });
    empty = JSON.stringify(await rehearsal.stack.exportStack());
    const manifest = await recordedManifest(tier);
    // Every object is the second of its name: no id can be guessed from the program.
    rehearsal.world.restore({
      objects: new Map(),
      generations: new Map(manifest.resources.map(({ type, name }) => [`${type}::${name}`, 1])),
    });
    ranWell(await rehearsal.up());
    before = await rehearsal.resources();
    const { workspace } = rehearsal.stack;
    const cli: Cli = {
      path: pulumiCli(),
      env: { ...process.env, ...workspace.envVars, PULUMI_HOME: workspace.pulumiHome },
      projectFolder: workspace.workDir,
    };
    request = {
      cli,
      project: "scaling-tiers",
      stack: "example",
      manifest,
      deployerRoleArns: [`arn:aws:iam::${ACCOUNT}:role/deployer`],
      awsConfig: { region: "us-east-1" },
      aws: (args) => Promise.resolve(answer(args)),
      isImport: true,
    };
  });
  afterAll(() => rehearsal.end());

  test("a state that holds something is left alone", async () => {
    expect(await refusal({})).toBe(
      `The state of example holds ${before.length - 1} resources. Only an empty one is rebuilt: keep a copy (pulumi stack export --file state.json), and empty it by pulumi stack rm example --force --preserve-config, then pulumi stack init example.`,
    );
  });

  test("nothing is asked of another account", async () => {
    await emptied();
    expect(await refusal({ deployerRoleArns: ["arn:aws:iam::444455556666:role/deployer"] })).toBe(
      "The credentials are of account 123456789012, and deployerRoleArns of example are of 444455556666. Log in to that account, and run this again.",
    );
  });

  test("what is shown first changes nothing", async () => {
    const report = await rebuild({ ...request, isImport: false });
    expect(report.notFound).toEqual([]);
    expect(report.adopted).toBeNull();
    expect(report.onlyInState.map(({ name }) => name).sort()).toEqual([
      "postgres-observer-password",
      "postgres-shard-0-final-snapshot-suffix",
      "qdrant-read-only-api-key",
      "valkey-main-final-snapshot",
      "valkey-observer-password",
    ]);
    expect(report.fromSecrets).toHaveLength(6);
    expect(await rehearsal.resources()).toEqual([]);
  });

  test("every object comes back under its own id, and the next up makes none anew that holds data", async () => {
    const world = JSON.stringify(rehearsal.world.contents());
    const report = await rebuild(request);
    expect(report.notFound).toEqual([]);
    expect(JSON.stringify(rehearsal.world.contents())).toBe(world);
    expect(idsOf(await rehearsal.resources())).toEqual(idsOf(before));
    await expectNoPasswordInClear();
    const protectedBefore = before.filter(({ protect }) => protect === true).map(({ urn }) => urn);
    const state = await rehearsal.resources();
    expect(state.filter(({ protect }) => protect === true).map(({ urn }) => urn)).toEqual(
      expect.arrayContaining(protectedBefore),
    );
    const { steps } = ranWell(await rehearsal.up());
    // Values of the state alone are made anew: the stand-in of random values keeps none that it did not make, so passwords too.
    const made = steps.filter(({ operation }) => operation !== "update");
    expect([...new Set(made.map(({ operation, type }) => `${operation} ${type}`))].sort()).toEqual([
      "create pulumi:providers:pulumi",
      "create random:index/randomId:RandomId",
      "create random:index/randomPassword:RandomPassword",
      "replace aws:secretsmanager/secretVersion:SecretVersion",
      "replace kubernetes:batch/v1:Job",
    ]);
    expect(ranWell(await rehearsal.up()).steps).toEqual([]);
    await expectNoPasswordInClear();
  });

  test("what is not there is named with the command that looked for it, and the rest comes back", async () => {
    await emptied();
    rehearsal.world.lose("aws:sqs/queue:Queue", "app-embeddings-jobs");
    rehearsal.world.lose("aws:sns/topicPolicy:TopicPolicy", "operations-alerts-policy");
    rehearsal.world.lose("kubernetes:core/v1:ConfigMap", "app-contract");
    const { notFound } = await rebuild(request);
    const why = Object.fromEntries(notFound.map(({ name, why: reason }) => [name, reason]));
    expect(why["app-embeddings-jobs"]).toMatch(
      /^nothing is found by: aws sqs get-queue-url --queue-name example-embedding-jobs-\w+ --query QueueUrl --region us-east-1 --output text$/,
    );
    expect(why["app-contract"]).toBe("there is nothing of the id app/app-contract");
    expect(why["operations-alerts-policy"]).toMatch(/^there is nothing of the id arn:aws:sns:us-east-1:/);
    expect(why["app-embeddings-jobs-policy"]).toBe("it belongs to app-embeddings-jobs, which is not found");
    const state = (await rehearsal.resources()).map(({ urn }) => urn.split("::").pop());
    expect(state).toContain("postgres-shard-0-primary");
    expect(state).not.toContain("app-embeddings-jobs");
  });
});
