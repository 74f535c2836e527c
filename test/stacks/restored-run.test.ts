import { cloudAnswer } from "../../models/cloud-outputs";
import type * as CloudOutputs from "../../models/cloud-outputs";
import { DRY_RUN_CONFIG, STACK } from "../../stacks/dry-run-config";
import type * as platform from "../../stacks/platform";
import { programForEngine } from "../../stacks/program";
import { record } from "../../stacks/recorder";
import type { VectorRestore } from "../../tiers";

jest.mock("../../models/cloud-outputs", () => {
  const original = jest.requireActual<typeof CloudOutputs>("../../models/cloud-outputs");
  return { ...original, cloudAnswer: jest.fn(original.cloudAnswer) };
});
jest.mock("../../stacks/platform", () => {
  const original = jest.requireActual<typeof platform>("../../stacks/platform");
  return { ...original, createPlatform: jest.fn(() => ({})) };
});
const { cloudAnswer: usual } = jest.requireActual<typeof CloudOutputs>("../../models/cloud-outputs");

const RUN = "2026-11-29T02-30-07Z";
const COMPLETE = `snapshots/${RUN}/complete.json`;

interface Case {
  /** Where the stack is. */
  readonly at?: VectorRestore;
  readonly wanted?: VectorRestore;
  /** Of S3. */
  readonly answer?: () => object;
}

/** What the program says of a stack that is to restore collections, and what it asks S3. */
async function asks({ at, wanted, answer = () => ({}) }: Case): Promise<{ said: string; asked: object[] }> {
  const asked: object[] = [];
  jest.mocked(cloudAnswer).mockImplementation((token, args) => {
    if (token === "pulumi:pulumi:readStackOutputs") {
      const restore = at === undefined ? {} : { restore: { postgres: {}, qdrant: at } };
      return { outputs: { tier: "500", phase: null, qdrantSnapshotBucket: "example-snapshots", ...restore } };
    }
    if (token !== "aws:s3/getObjects:getObjects") return usual(token, args);
    asked.push(args);
    return { ...args, ...answer() };
  });
  const restore = JSON.stringify({ postgres: {}, ...(wanted === undefined ? {} : { qdrant: wanted }) });
  const config = { ...DRY_RUN_CONFIG, "scaling-tiers:tier": "500", "scaling-tiers:restore": restore };
  const said = await record(programForEngine, { project: "scaling-tiers", stack: STACK, config }).then(
    () => "",
    (error: unknown) => (error as Error).message,
  );
  return { said, asked };
}

const begun: VectorRestore = { generation: 2, run: RUN, phase: "create" };

test.each([
  ["nothing of the run", []],
  ["a run that was cut off", [`${COMPLETE}.part`]],
])("%s is refused before anything is changed", async (_, keys) => {
  const { said, asked } = await asks({ wanted: begun, answer: () => ({ keys }) });
  expect(said).toBe(
    `The configuration of stack "example" is refused:\n  restore.qdrant.run: given "${RUN}"; allowed: a complete run: aws s3 cp s3://example-snapshots/snapshots/latest.json - names the last one, aws s3 ls s3://example-snapshots/snapshots/ all, of which those with a complete.json are complete`,
  );
  expect(asked).toEqual([{ bucket: "example-snapshots", prefix: COMPLETE, maxKeys: 1 }]);
});

test("a complete run is taken", async () => {
  expect((await asks({ wanted: begun, answer: () => ({ keys: [COMPLETE] }) })).said).toBe("");
});

test("a deployer that may not list the bucket goes on: the job checks the run itself", async () => {
  const answer = () => {
    throw new Error("AccessDenied");
  };
  expect((await asks({ wanted: begun, answer })).said).toBe("");
});

test.each<[string, Case]>([
  ["in the phases after the first", { at: begun, wanted: { ...begun, phase: "use" } }],
  ["of a restore that was begun before", { at: begun, wanted: begun }],
  ["once it has ended", { at: { generation: 2, run: RUN }, wanted: { generation: 2, run: RUN } }],
  ["without a restore", {}],
])("nothing is asked %s", async (_, one) => {
  expect(await asks(one)).toEqual({ said: "", asked: [] });
});
