import { recordedManifest } from "../../../cli/record/recorded-manifest";
import type { ManifestResource } from "../../../models/manifest/manifest";
import { at, recordOf } from "../../../models/manifest/values";
import { shardNames, TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import { environmentAt } from "../../support/container-environment";
import { resourceNamed } from "../../support/recorded-resource";

const drillOf = async (tier: TierName): Promise<ManifestResource[]> =>
  (await recordedManifest(tier)).resources.filter(({ name }) => name.startsWith("restore-drill"));

const inputsOf = async (tier: TierName, name: string): Promise<ManifestResource["inputs"]> =>
  resourceNamed(await drillOf(tier), name).inputs;

async function environmentOf(tier: TierName): Promise<Record<string, unknown>> {
  const inputs = await inputsOf(tier, "restore-drill-cron-job");
  return environmentAt(inputs, "spec.jobTemplate.spec.template.spec");
}

test("there is one at every tier that asks for it, and none at 100", async () => {
  for (const tier of TIER_NAMES) {
    const isAsked = tierNamed(tier).operations.restoreDrill === "monthly";
    expect((await drillOf(tier)).length > 0).toBe(isAsked);
  }
  expect(tierNamed("100").operations.restoreDrill).toBe("off");
});

test("it runs once a day, and a run that failed is tried again the next day alone", async () => {
  const inputs = await inputsOf("500", "restore-drill-cron-job");
  expect(at(inputs, "spec.schedule")).toMatch(/^\d+ \d+ \* \* \*$/);
  expect(at(inputs, "spec.concurrencyPolicy")).toBe("Forbid");
  expect(at(inputs, "spec.jobTemplate.spec.backoffLimit")).toBe(0);
});

test("it knows every shard, logs in as who may only read, and finds its program and its secret", async () => {
  const environment = await environmentOf("20k");
  const sources = JSON.parse(String(environment["SOURCES"])) as { primary: string }[];
  expect(sources).toHaveLength(shardNames(tierNamed("20k").postgres.shardCount).length);
  expect(environment).toMatchObject({ READER: "app_reader_a", SCRATCH_CLASS: "db.t4g.medium" });
  expect(Object.keys(recordOf((await inputsOf("20k", "restore-drill-program"))["data"]))).toEqual([
    "drill.cjs",
    "rds.pem",
  ]);
});

test("its role may make and delete one instance of a fixed name with the drill's tag, and no other", async () => {
  const { policy } = await inputsOf("500", "restore-drill-role-policy");
  const scratch = String((await environmentOf("500"))["SCRATCH_INSTANCE"]);
  const statements = (
    JSON.parse(String(policy)) as {
      Statement: { Action: string | string[]; Resource: string | string[]; Condition?: object }[];
    }
  ).Statement;
  const about = (action: string) =>
    statements
      .filter(({ Action }) => [Action].flat().includes(action))
      .map(({ Resource, Condition = {} }) => ({ on: [Resource].flat(), Condition }));
  const isScratch = expect.stringMatching(new RegExp(`:db:${scratch}$`)) as string;
  expect(about("rds:DeleteDBInstance")).toEqual([
    { on: [isScratch], Condition: { StringEquals: { "aws:ResourceTag/restore-drill": "true" } } },
  ]);
  expect(about("rds:AddTagsToResource")).toEqual([
    { on: [isScratch], Condition: { StringEquals: { "aws:RequestTag/restore-drill": "true" } } },
  ]);
  const made = about("rds:RestoreDBInstanceFromDBSnapshot").flatMap(({ on }) => on);
  expect(made.filter((arn) => arn.includes(":db:"))).toEqual([isScratch]);
  expect(made.filter((arn) => /:snapshot:\*|:snapshot:rds:\*/.test(arn))).toEqual([]);
  for (const action of ["rds:ModifyDBInstance", "rds:DeleteDBSnapshot", "s3:DeleteObject"])
    expect(about(action)).toEqual([]);
  expect(about("s3:PutObject")[0]?.on).toEqual([expect.stringMatching(/\/drills\/last\.json$/)]);
});
