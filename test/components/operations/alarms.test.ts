import * as pulumi from "@pulumi/pulumi";
import { Alarms, type AlarmsArgs } from "../../../components/operations/alarms";
import { alarmsOf, madeByPart } from "../../../models/promises/alarms/alarms-of-tier";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";

const TOPIC = "arn:topic";
const EDGE_TOPIC = "arn:edge-topic";
const METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const MUTE = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";

function argsOf(tier: TierName, changes: Partial<AlarmsArgs["watched"]> = {}): AlarmsArgs {
  const { postgres } = tierNamed(tier);
  const roles = Array.from({ length: postgres.shardCount }, (_, shard) => [
    `shard-${shard}-primary`,
    ...Array.from({ length: postgres.replicasPerShard }, (_each, index) => `shard-${shard}-replica-${index}`),
  ]).flat();
  return {
    context: contextOf(tier, { region: "eu-central-1" }),
    tier: tierNamed(tier),
    topicArn: pulumi.output(TOPIC),
    edgeTopicArn: pulumi.output(EDGE_TOPIC),
    maintenance: { cronUtc: "0 2 * * 6", durationHours: 5 },
    watched: {
      metricNamespace: "Scaling/scaling-tiers-test-test",
      loadBalancer: "app/alb/1",
      targetGroups: {
        web: "targetgroup/web/1",
        content: "targetgroup/content/1",
        social: "targetgroup/social/1",
      },
      clusterName: "cluster",
      databases: Object.fromEntries(roles.map((role) => [role, pulumi.output(`db-${role}`)])),
      caches: { main: "cache-main", embeddings: "cache-embeddings" },
      queueNames: { jobs: "jobs", "dead-letters": "dead-letters" },
      distributionId: "E1",
      canaryName: "walk",
      certificateArn: null,
      originCertificateArn: null,
      backupVaults: null,
      natInstanceId: "i-1",
      natGatewayIds: ["nat-0", "nat-1", "nat-2"],
      ...changes,
    },
  };
}

const recordOf = (tier: TierName, changes: Partial<AlarmsArgs["watched"]> = {}): Promise<Recorded> =>
  recordResources(() => {
    new Alarms("alarms", argsOf(tier, changes));
  });

const recorded = {} as Record<TierName, Recorded>;

beforeAll(async () => {
  for (const tier of TIER_NAMES) recorded[tier] = await recordOf(tier);
});

describe.each(TIER_NAMES)("tier %s", (tier) => {
  test("has exactly the alarms of the table booked on operations", () => {
    const expected = alarmsOf<string>({
      tier: tierNamed(tier),
      hasDomain: false,
      resolve: (reference) => reference,
    })
      .filter(({ promise }) => !madeByPart(promise))
      .map(({ key }) => `alarms-${key}`);
    const mute = ["alarms-maintenance-0", "alarms-edge-maintenance-0"];
    expect(recorded[tier].names()).toEqual(["alarms", ...expected, ...mute].sort());
    for (const { component } of recorded[tier].resources) expect(component).toBe("operations");
  });

  test("no dimension is a reference any more", () => {
    for (const { inputs } of recorded[tier].ofType(METRIC)) expect(JSON.stringify(inputs)).not.toContain("@");
  });

  test("an alarm tells when it is urgent, a page also when it is over, and a child of a composite never", () => {
    for (const { inputs } of [...recorded[tier].ofType(METRIC), ...recorded[tier].ofType(COMPOSITE)]) {
      const isEdge = inputs["region"] === "us-east-1";
      const topics = [isEdge ? EDGE_TOPIC : TOPIC];
      const { alarmActions, okActions } = inputs;
      const isPage = String(inputs["alarmDescription"]).startsWith("[page]");
      expect([undefined, topics]).toContainEqual(alarmActions);
      expect(okActions).toEqual(isPage ? alarmActions : undefined);
    }
    const silent = recorded[tier].ofType(METRIC).filter(({ inputs }) => inputs["alarmActions"] === undefined);
    expect(silent.length).toBe(tier === "100" || tier === "500" ? 0 : 24);
  });

  test("the rules mute alarms of their own region by names that are there, in the window of the setting", () => {
    const names = [
      ...recorded[tier].ofType(METRIC).map(({ inputs }) => inputs["name"]),
      ...recorded[tier].ofType(COMPOSITE).map(({ inputs }) => inputs["alarmName"]),
    ];
    const rules = recorded[tier].ofType(MUTE);
    expect(rules.map(({ inputs }) => inputs["region"]).sort()).toEqual(["eu-central-1", "us-east-1"]);
    for (const { inputs } of rules) {
      const { alarmNames } = inputs["muteTargets"] as { alarmNames: string[] };
      expect(names).toEqual(expect.arrayContaining(alarmNames));
      expect(inputs["rule"]).toEqual({ schedule: { expression: "cron(0 2 * * 6)", duration: "PT7H" } });
    }
  });
});

test("an alarm on one metric has the table's number and the name of what it watches", () => {
  expect(recorded["500"].named("alarms-postgres-connections-shard-0-replica-0").inputs).toMatchObject({
    namespace: "AWS/RDS",
    metricName: "DatabaseConnections",
    dimensions: { DBInstanceIdentifier: "db-shard-0-replica-0" },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    comparisonOperator: "GreaterThanThreshold",
    threshold: tierNamed("500").postgres.maxConnections * 0.8,
    treatMissingData: "notBreaching",
    tags: { promise: "postgres-connections" },
  });
  expect(recorded["2k"].named("alarms-valkey-embeddings-cpu-0001-002").inputs).toMatchObject({
    dimensions: { CacheClusterId: "cache-embeddings-0001-002" },
  });
});

test("a composite names its children as they are called, and comes after them", () => {
  const { inputs, dependsOn } = recorded["2k"].named("alarms-errors-ticket");
  const nameOf = (key: string) => String(recorded["2k"].named(`alarms-${key}`).inputs["name"]);
  expect(inputs["alarmRule"]).toBe(
    `(ALARM("${nameOf("errors-burn-1d")}") AND ALARM("${nameOf("errors-burn-2h")}"))`,
  );
  expect(dependsOn.join(" ")).toContain("alarms-errors-burn-1d");
});

test("a stack with an own domain hears of its certificate, at the edge", async () => {
  const { inputs } = (await recordOf("100", { certificateArn: "arn:certificate" })).named(
    "alarms-certificate-ends",
  );
  expect(inputs).toMatchObject({
    region: "us-east-1",
    dimensions: { CertificateArn: "arn:certificate" },
    threshold: 30,
    alarmActions: [EDGE_TOPIC],
  });
});

test("of the load balancer's own certificate it hears in its region", async () => {
  const arns = { certificateArn: "arn:certificate", originCertificateArn: "arn:origin-certificate" };
  const { inputs } = (await recordOf("10k", arns)).named("alarms-origin-certificate-ends");
  expect(inputs).toMatchObject({
    region: "eu-central-1",
    dimensions: { CertificateArn: "arn:origin-certificate" },
    threshold: 30,
  });
});

test("something that the stack does not have is named", async () => {
  await expect(recordOf("2k", { natGatewayIds: [] })).rejects.toThrow(
    "The stack has nothing that alarms call @nat-gateway/0.",
  );
});
