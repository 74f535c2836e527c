import type { TierCost } from "../../cli/record/estimate-tier";
import { ofTier } from "../../cli/record/subject";
import { estimateCost } from "../../models/cost/estimate";
import { constant } from "../../kinds/pricing/figures";
import type { PriceBook } from "../../models/cost/prices/price-book";
import type { PricingTable } from "../../models/cost/pricing-table";
import { costCliffs } from "../../models/cost/scenarios/cliffs";
import type { ManifestResource } from "../../models/manifest/manifest";
import { tierNamed, type CostComponent, type TierName } from "../../tiers";
import { manifestWith } from "./manifest-with";

const price = (usd: number, unit: string) => ({
  usd,
  unit,
  source: "an example",
  asOf: "2026-09-25",
  confidence: "high" as const,
});

/** A few prices, none of them AWS's. */
export const EXAMPLE_BOOK: PriceBook = {
  schemaVersion: 1,
  region: "us-east-1",
  currency: "USD",
  hoursPerMonth: 730,
  asOf: "2026-09-25",
  prices: {
    "eks.controlPlane": price(0.1, "hour"),
    "eks.extendedSupport.surcharge": price(0.5, "hour"),
    "ec2.t4g.large": price(0.07, "hour"),
    "rds.postgres.singleAz.db.t4g.small": { ...price(0.03, "hour"), derived: "half of Multi-AZ" },
    "rds.cpuCredits.t3t4g": price(0.075, "vCPU-hour"),
    "elasticache.valkey.cache.t4g.small": price(0.02, "hour"),
    "sqs.requests": price(0.4, "million-requests"),
  },
};

export function exampleResource(
  component: CostComponent,
  type: string,
  name: string,
  inputs: Record<string, unknown> = {},
): ManifestResource {
  return {
    urn: `urn:pulumi:example::scaling-tiers::scaling-tiers:area:Part$${type}::${name}`,
    type,
    name,
    component,
    parent: null,
    provider: null,
    dependsOn: [],
    inputs,
    protect: false,
    retainOnDelete: false,
  };
}

const CLUSTER = exampleResource("cluster", "aws:eks/cluster:Cluster", "cluster-control-plane", {
  version: "1.34",
  upgradePolicy: { supportType: "STANDARD" },
});
const DATABASE = exampleResource("postgres", "aws:rds/instance:Instance", "postgres-shard-0-primary", {
  engineVersion: "17",
  engineLifecycleSupport: "open-source-rds-extended-support-disabled",
});

/** A cluster, a pool, a database, a cache, a queue, and what watches and separates them. */
const EXAMPLE_RESOURCES: readonly ManifestResource[] = [
  CLUSTER,
  DATABASE,
  exampleResource("app", "kubernetes:karpenter.sh/v1:NodePool", "app-pools-app"),
  exampleResource("app", "aws:sqs/queue:Queue", "app-embeddings-queue"),
  exampleResource("valkey", "aws:elasticache/replicationGroup:ReplicationGroup", "valkey-main-group"),
  exampleResource("network", "aws:ec2/subnet:Subnet", "network-private-0"),
  exampleResource("operations", "aws:budgets/budget:Budget", "operations-budget-postgres", {
    filterExpression: { ands: [{ tags: { key: "cost-component", values: ["postgres"] } }] },
  }),
  {
    ...exampleResource(
      "postgres",
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "postgres-shard-0-primary-credits",
      {
        metricName: "CPUSurplusCreditsCharged",
      },
    ),
    dependsOn: [DATABASE.urn],
  },
];

/** What judges the example, in place of the model's own formulas. */
const EXAMPLE_PRICING: PricingTable = {
  formulas: {
    "aws:eks/cluster:Cluster": () => [
      {
        item: "control plane hours",
        priceKey: "eks.controlPlane",
        quantity: constant(730),
        basis: "fixed",
        assumption: null,
      },
    ],
    "kubernetes:karpenter.sh/v1:NodePool": () => [
      {
        item: "node hours",
        priceKey: "ec2.t4g.large",
        quantity: { floor: 1460, expected: 2190, ceiling: 2920 },
        basis: "autoscale",
        assumption: "two to four nodes",
      },
    ],
    "aws:rds/instance:Instance": () => [
      {
        item: "instance hours",
        priceKey: "rds.postgres.singleAz.db.t4g.small",
        quantity: constant(730),
        basis: "fixed",
        assumption: null,
      },
      {
        item: "surplus CPU credits",
        priceKey: "rds.cpuCredits.t3t4g",
        quantity: { floor: 0, expected: 0, ceiling: 1460 },
        basis: "usage",
        assumption: "both vCPUs busy all month",
        outsideFigures: true,
      },
    ],
    "aws:elasticache/replicationGroup:ReplicationGroup": () => [
      {
        item: "node hours",
        priceKey: "elasticache.valkey.cache.t4g.small",
        quantity: constant(1460),
        basis: "fixed",
        assumption: null,
      },
    ],
    "aws:sqs/queue:Queue": (_, { workload }) => [
      {
        item: "requests",
        priceKey: "sqs.requests",
        quantity: {
          floor: 0,
          expected: workload.expected.requestsPerMonth / 1e6,
          ceiling: workload.ceiling.requestsPerMonth / 1e6,
        },
        basis: "usage",
        assumption: "one message a request",
      },
    ],
  },
  free: {
    "aws:ec2/subnet:Subnet": "AWS does not charge for subnets.",
    "aws:budgets/budget:Budget": "Budgets without actions are free.",
    "aws:cloudwatch/metricAlarm:MetricAlarm": "An example's alarm is free.",
  },
};

export interface ExampleOptions {
  readonly users?: number;
  readonly resources?: readonly ManifestResource[];
  /** Times the prices of the book. */
  readonly dearer?: number;
}

/** The estimate of the example in the frame of a tier. */
export function exampleCost(
  name: TierName,
  { users, resources = EXAMPLE_RESOURCES, dearer = 1 }: ExampleOptions = {},
): TierCost {
  const manifest = manifestWith(name, resources);
  const book: PriceBook = {
    ...EXAMPLE_BOOK,
    prices: Object.fromEntries(
      Object.entries(EXAMPLE_BOOK.prices).map(([key, each]) => [key, { ...each, usd: each.usd * dearer }]),
    ),
  };
  return {
    subject: ofTier(name),
    tier: tierNamed(name),
    manifest,
    book,
    report: estimateCost(manifest, book, users === undefined ? {} : { users }, EXAMPLE_PRICING),
    capacity: {
      users: 1530,
      limitedBy: "Qdrant memory",
      actBy: 1435,
      parts: [],
    },
    cliffs: costCliffs(manifest, book),
  };
}
