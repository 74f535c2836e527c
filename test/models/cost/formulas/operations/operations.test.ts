import { UnpricedError } from "../../../../../kinds/pricing/errors";
import type { CostContext, CostItem } from "../../../../../kinds/pricing/formula";
import { PRICING } from "../../../../../models/cost/pricing";
import type { ManifestResource } from "../../../../../models/manifest/manifest";
import { tierNamed, type TierName } from "../../../../../tiers";
import { fc } from "../../../../support/property";
import { contextWith, resource } from "../../../../support/formula-case";

const contextOf = (tier: TierName, resources: ManifestResource[] = [], users = 1000): CostContext => ({
  ...contextWith(tier, users, resources),
  allowance: () => 0,
});

function price(each: ManifestResource, context = contextOf("500", [each])): CostItem[] {
  const formula = PRICING.formulas[each.type];
  if (formula === undefined) throw new Error(`No formula for ${each.type}.`);
  return formula(each, context);
}

const same = (amount: number) => ({ floor: amount, expected: amount, ceiling: amount });

describe("EKS cluster", () => {
  const CLUSTER = "aws:eks/cluster:Cluster";
  const cluster = (supportType: string) =>
    resource(CLUSTER, { version: "1.34", upgradePolicy: { supportType } });

  test("the control plane runs all month, and STANDARD never pays the surcharge", () => {
    expect(price(cluster("STANDARD"))).toMatchObject([
      { priceKey: "eks.controlPlane", quantity: same(730), basis: "fixed" },
      { priceKey: "eks.extendedSupport.surcharge", quantity: same(0) },
    ]);
  });

  test("EXTENDED names the surcharge outside the figures", () => {
    expect(price(cluster("EXTENDED"))[1]).toMatchObject({
      quantity: same(730),
      outsideFigures: true,
      assumption: "charged once the standard support of 1.34 is over",
    });
  });

  test("no policy, or a provisioned control plane, is refused", () => {
    const provisioned = { ...cluster("STANDARD").inputs, controlPlaneScalingConfig: { tier: "tier-xl" } };
    for (const inputs of [{ version: "1.34" }, provisioned])
      expect(() => price(resource(CLUSTER, inputs))).toThrow(
        new UnpricedError(
          "thing has no price: it must name its version and its upgrade policy (STANDARD or EXTENDED), and a standard control plane.",
        ),
      );
  });
});

describe("log groups", () => {
  const group = (name: string, more: ManifestResource["inputs"] = {}) =>
    resource("aws:cloudwatch/logGroup:LogGroup", { name, retentionInDays: 30, ...more }, name);
  const DAYS = 730 / 24;

  test("Postgres: 0.05 GiB an instance, and its share of the slow queries", () => {
    const primary = group("/aws/rds/instance/shard-0/postgresql");
    const replica = group("/aws/rds/instance/shard-0-replica-0/postgresql");
    const [ingestion, storage] = price(primary, contextOf("500", [primary, replica]));
    // 1,000 users × 0.5 requests × 43,800 minutes = 21,900,000; 1 KiB of each thousandth, half of it here
    const slow = (21_900_000 * 0.001 * 1) / 2 / 1024 ** 2;
    expect(ingestion).toMatchObject({ priceKey: "cloudwatch.logs.ingestion", basis: "usage" });
    expect(ingestion?.quantity.floor).toBeCloseTo(0.05, 9);
    expect(ingestion?.quantity.expected).toBeCloseTo(0.05 + slow, 9);
    expect(ingestion?.quantity.ceiling).toBeCloseTo(0.05 + 2 * slow, 9);
    expect(storage?.priceKey).toBe("cloudwatch.logs.storage");
    expect(storage?.quantity.expected).toBeCloseTo(((0.05 + slow) * 30) / DAYS, 9);
  });

  test("Valkey: half a KiB for one command in 10,000 requests, none without requests", () => {
    const [ingestion] = price(group("/aws/vendedlogs/elasticache/main/slow-log"));
    expect(ingestion?.quantity.floor).toBe(0);
    expect(ingestion?.quantity.expected).toBeCloseTo((21_900_000 * 0.0001 * 0.5) / 1024 ** 2, 9);
  });

  test("the control plane writes by node, and nothing where no log is on", () => {
    const control = group("/aws/eks/stack/cluster");
    expect(price(control)[0]?.quantity).toEqual(same(0));
    const { controlPlaneLogTypes, appNodeCountMax } = tierNamed("2k").cluster;
    expect([...controlPlaneLogTypes]).toEqual(["audit", "authenticator"]);
    const [ingestion] = price(control, contextOf("2k", [control]));
    // audit 3 + 1 a node, authenticator 0.1 + 0.05 a node; two nodes of the app at least, and those of Qdrant
    const peers = tierNamed("2k").qdrant.peerCount;
    expect(ingestion?.quantity.floor).toBeCloseTo(3.1 + 1.05 * (peers + 2), 9);
    expect(ingestion?.quantity.ceiling).toBeCloseTo(3.1 + 1.05 * (peers + appNodeCountMax), 9);
  });

  test("infrequent access has its own price", () => {
    const [ingestion] = price(
      group("/aws/vendedlogs/elasticache/a/slow-log", { logGroupClass: "INFREQUENT_ACCESS" }),
    );
    expect(ingestion?.priceKey).toBe("cloudwatch.logs.ingestion.infrequentAccess");
  });

  test("a group of an unknown writer, one kept for ever, and one of another class are refused", () => {
    expect(() => price(group("/mine"))).toThrow(
      new UnpricedError('/mine has no price: who writes into the log group "/mine" is not known.'),
    );
    for (const more of [{ retentionInDays: 0 }, { logGroupClass: "DELIVERY" }])
      expect(() => price(group("/aws/eks/a/cluster", more))).toThrow(/needs a name, a retention/);
  });

  test("more users never write less, and two groups together write what one would", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (users, more) => {
        const one = group("/aws/vendedlogs/elasticache/a/slow-log");
        const other = group("/aws/vendedlogs/elasticache/b/slow-log");
        const written = (each: ManifestResource, groups: ManifestResource[], count: number) =>
          price(each, contextOf("500", groups, count))[0]?.quantity.expected ?? Number.NaN;
        const alone = written(one, [one], users);
        expect(written(one, [one], users + more)).toBeGreaterThanOrEqual(alone);
        expect(written(one, [one, other], users) + written(other, [one, other], users)).toBeCloseTo(alone, 9);
      }),
    );
  });
});

describe("alarms", () => {
  const alarm = (inputs: ManifestResource["inputs"]) =>
    resource("aws:cloudwatch/metricAlarm:MetricAlarm", inputs);
  const metric = { metric: { period: 300, metricName: "CPUUtilization" } };

  test.each([
    [{ metricName: "CPUUtilization", period: 300 }, "cloudwatch.alarm.standard", 1],
    [{ metricName: "CPUUtilization", period: 10 }, "cloudwatch.alarm.highResolution", 1],
    [{ metricQueries: [metric, metric, { expression: "a+b" }] }, "cloudwatch.alarm.standard", 2],
  ])("%j is %s × %d", (inputs, priceKey, count) => {
    expect(price(alarm(inputs))).toMatchObject([{ priceKey, quantity: same(count), basis: "fixed" }]);
  });

  test.each([
    {},
    { metricName: "CPUUtilization" },
    { metricQueries: [] },
    { metricQueries: [metric, { expression: "ANOMALY_DETECTION_BAND(a)" }] },
    { metricQueries: [{ expression: "SELECT AVG(x) FROM y" }] },
  ])("%j is refused", (inputs) => {
    expect(() => price(alarm(inputs))).toThrow(UnpricedError);
  });
});

describe("topics", () => {
  test("an alert a day is published and mailed", () => {
    expect(price(resource("aws:sns/topic:Topic", {}))).toMatchObject([
      { priceKey: "sns.publish", quantity: { floor: 0, expected: 30 / 1e6, ceiling: 300 / 1e6 } },
    ]);
    expect(
      price(resource("aws:sns/topicSubscription:TopicSubscription", { protocol: "email" })),
    ).toMatchObject([
      { priceKey: "sns.email", quantity: { floor: 0, expected: 30 / 1e5, ceiling: 300 / 1e5 } },
    ]);
  });

  test("another way of delivery is refused", () => {
    expect(() => price(resource("aws:sns/topicSubscription:TopicSubscription", { protocol: "sms" }))).toThrow(
      new UnpricedError('thing has no price: deliveries by "sms" are not known.'),
    );
  });
});
