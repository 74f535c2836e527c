import { recordedManifest } from "../../../../../cli/record/recorded-manifest";
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
  const WRITERS = {
    postgres: ["postgres:PostgresShard", "aws:rds/instance:Instance"],
    valkey: ["valkey:ValkeyGroup", "aws:elasticache/replicationGroup:ReplicationGroup"],
  } as const;
  const group = (
    writer: keyof typeof WRITERS,
    more: ManifestResource["inputs"] = {},
    name = "renamed",
  ): ManifestResource =>
    resource(
      "aws:cloudwatch/logGroup:LogGroup",
      { name: "/any/name", retentionInDays: 30, ...more },
      name,
      `scaling-tiers:${WRITERS[writer][0]}`,
    );
  const written = (writer: keyof typeof WRITERS, groups: ManifestResource[], users = 1000) =>
    contextOf(
      "500",
      [...groups, resource(WRITERS[writer][1], {}, "writer", `scaling-tiers:${WRITERS[writer][0]}`)],
      users,
    );
  const DAYS = 730 / 24;

  test("Postgres: 0.05 GiB an instance, and its share of the slow queries", () => {
    const primary = group("postgres", {}, "primary");
    const [ingestion, storage] = price(
      primary,
      written("postgres", [primary, group("postgres", {}, "replica")]),
    );
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
    const [ingestion] = price(group("valkey"), written("valkey", [group("valkey")]));
    expect(ingestion?.quantity.floor).toBe(0);
    expect(ingestion?.quantity.expected).toBeCloseTo((21_900_000 * 0.0001 * 0.5) / 1024 ** 2, 9);
  });

  test.each(["100", "2k", "20k"] as const)(
    "the control plane of %s writes by node what its cluster has switched on, and nothing where no log is on",
    async (tier) => {
      const { resources } = await recordedManifest(tier);
      const named = (type: string) => (each: ManifestResource) =>
        each.type === type && each.component === "cluster";
      const control = resources.find(named("aws:cloudwatch/logGroup:LogGroup"));
      const cluster = resources.find(named("aws:eks/cluster:Cluster"));
      if (control === undefined || cluster === undefined) throw new Error("The manifest has no cluster.");
      const logs = (types: readonly string[]) =>
        price(
          control,
          contextOf(tier, [
            ...resources.filter((each) => each !== cluster),
            { ...cluster, inputs: { ...cluster.inputs, enabledClusterLogTypes: types } },
          ]),
        )[0]?.quantity;
      expect(logs([])).toEqual(same(0));
      // audit 3 + 1 a node, authenticator 0.1 + 0.05 a node; two nodes of the app at least, and those of Qdrant
      const { qdrant, cluster: sizes } = tierNamed(tier);
      const peers = qdrant.placement === "dedicated" ? qdrant.peerCount : 0;
      const quantity = logs(["audit", "authenticator"]);
      expect(quantity?.floor).toBeCloseTo(3.1 + 1.05 * (peers + 2), 9);
      expect(quantity?.ceiling).toBeCloseTo(3.1 + 1.05 * (peers + sizes.appNodeCountMax), 9);
      expect(() => logs(["kubelet"])).toThrow(
        new UnpricedError(`${control.name} has no price: how much the log "kubelet" holds is not known.`),
      );
    },
  );

  test("infrequent access has its own price", () => {
    const rare = group("valkey", { logGroupClass: "INFREQUENT_ACCESS" });
    expect(price(rare, written("valkey", [rare]))[0]?.priceKey).toBe(
      "cloudwatch.logs.ingestion.infrequentAccess",
    );
  });

  test("a group of an unknown writer, one kept for ever, and one of another class are refused", () => {
    expect(() => price(group("valkey"))).toThrow(
      new UnpricedError(
        "renamed has no price: nothing in its component is known to write logs. Make it in the component of its writer, or add the type of the writer to kinds/cloudwatch/log-volume.ts.",
      ),
    );
    for (const more of [{ retentionInDays: 0 }, { logGroupClass: "DELIVERY" }])
      expect(() => price(group("valkey", more), written("valkey", []))).toThrow(/needs a name, a retention/);
  });

  test("more users never write less, and two groups together write what one would", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (users, more) => {
        const one = group("valkey", {}, "one");
        const other = group("valkey", {}, "other");
        const gib = (each: ManifestResource, groups: ManifestResource[], count: number) =>
          price(each, written("valkey", groups, count))[0]?.quantity.expected ?? Number.NaN;
        const alone = gib(one, [one], users);
        expect(gib(one, [one], users + more)).toBeGreaterThanOrEqual(alone);
        expect(gib(one, [one, other], users) + gib(other, [one, other], users)).toBeCloseTo(alone, 9);
      }),
    );
  });
});

test("a composite alarm has one price, whatever it asks", () => {
  const inputs = { alarmName: "page", alarmRule: 'ALARM("one") AND ALARM("two")' };
  expect(price(resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", inputs))).toMatchObject([
    { priceKey: "cloudwatch.alarm.composite", quantity: same(1), basis: "fixed" },
  ]);
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
