import { decommissionProblems } from "../../stacks/decommission";
import { parseStackConfig } from "../../stacks/stack-config";
import { refusalOf } from "../support/refusal";

const EMPTY = { venturesLeft: 0 };
const problemsOf = (decommission: Record<string, { venturesLeft: number }>, shardCount = 4): string[] =>
  decommissionProblems(decommission, shardCount).map(({ path, allowed }) => `${path}: ${allowed}`);

function refusal(decommission: unknown, tier = "20k"): string {
  return refusalOf(() =>
    parseStackConfig({
      project: "scaling-tiers",
      stack: "prod",
      region: "us-east-1",
      values: {
        tier,
        publicAccessCidrs: '["203.0.113.0/24"]',
        deployerRoleArns: '["arn:aws:iam::123456789012:role/deployer"]',
        alertEmail: "alerts@example.com",
        disasterRecoveryRegion: "us-west-2",
        decommission: JSON.stringify(decommission),
      },
    }),
  );
}

test("the last shards may go, one or several", () => {
  expect(problemsOf({ "shard-3": EMPTY })).toEqual([]);
  expect(problemsOf({ "shard-2": EMPTY, "shard-3": EMPTY })).toEqual([]);
  expect(refusal({ "shard-3": EMPTY })).toBe("");
  expect(problemsOf({})).toEqual([]);
});

test.each<[string, Record<string, { venturesLeft: number }>, string]>([
  [
    "that holds ventures",
    { "shard-3": { venturesLeft: 12 } },
    "decommission.shard-3.venturesLeft: 0: the product would lose sight of them. Move them to another shard first, then count again",
  ],
  [
    "in the middle",
    { "shard-1": EMPTY, "shard-3": EMPTY },
    "decommission.shard-1: the last shards only: postgres.shardCount counts them from shard-0 on, so shard-1 goes after shard-2",
  ],
  [
    "that does not exist",
    { "shard-4": EMPTY },
    "decommission.shard-4: shards that the stack has, the last of which is shard-3; once the shard is gone: pulumi config rm --path decommission.shard-4",
  ],
  [
    "of another name",
    { prod: EMPTY },
    "decommission.prod: shards that the stack has, the last of which is shard-3; once the shard is gone: pulumi config rm --path decommission.prod",
  ],
])("a shard %s is refused", (_, decommission, problem) => {
  expect(problemsOf(decommission)).toEqual([problem]);
});

test("the first shard is never refused as the last of all: it always stays", () => {
  expect(problemsOf({ "shard-0": EMPTY }, 1)).toEqual([
    "decommission.shard-0: any shard but shard-0: without it nothing holds the product's data",
  ]);
});

test("the configuration of a stack is refused with the value that was given", () => {
  expect(refusal({ "shard-1": EMPTY }, "10k")).toBe("");
  expect(refusal({ "shard-1": EMPTY }, "500")).toBe(
    'The configuration of stack "prod" is refused:\n' +
      '  decommission.shard-1: given {"venturesLeft":0}; allowed: shards that the stack has, the last of which is shard-0; once the shard is gone: pulumi config rm --path decommission.shard-1',
  );
  expect(refusal({ "shard-3": {} })).toContain("decommission.shard-3.venturesLeft: given nothing");
});
