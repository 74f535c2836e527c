import * as aws from "@pulumi/aws";
import { recordedManifest } from "../../cli/record/recorded-manifest";
import { kindOf } from "../../kinds";
import {
  isCustomResource,
  manifestSchema,
  type Manifest,
  type ManifestResource,
} from "../../models/manifest/manifest";
import { dryRun } from "../../stacks/dry-run";
import { COST_COMPONENTS, TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { recordedTiers } from "../support/recorded-tiers";

const hasConstantTags = (type: string): boolean => typeof kindOf(type)?.tags === "object";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const TAGS = ["cost-component", "environment", "managed-by", "monthly-budget-usd", "project", "scaling-tier"];

const manifestOf = recordedTiers();

const resourcesOf = (tier: TierName): ManifestResource[] =>
  manifestOf(tier).resources.filter(isCustomResource);
const awsResources = (tier: TierName): ManifestResource[] =>
  resourcesOf(tier).filter(({ type }) => type.startsWith("aws:"));
const kubernetesObjects = (tier: TierName): ManifestResource[] =>
  resourcesOf(tier).filter(({ type }) => type.startsWith("kubernetes:"));
const ofType = (tier: TierName, type: string): ManifestResource[] =>
  resourcesOf(tier).filter((resource) => resource.type === type);
const names = (resources: readonly ManifestResource[]): string[] => resources.map(({ name }) => name).sort();

/** Whether the SDK's class of a type takes tags, read from the class itself. */
function takesTags(type: string): boolean {
  const [, path = "", className = ""] = type.split(":");
  const module = (aws as unknown as Record<string, Record<string, unknown> | undefined>)[
    path.split("/")[0] ?? ""
  ];
  const resource = module?.[className];
  if (typeof resource !== "function") throw new Error(`The AWS SDK has no class for ${type}.`);
  return Function.prototype.toString.call(resource).includes('resourceInputs["tags"] = args');
}

/** Every string inside a value, however deep. */
function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value === null || typeof value !== "object") return [];
  return Object.values(value as Record<string, unknown>).flatMap(strings);
}

/** Every value that stands under a key, however deep. */
function under(value: unknown, key: string): unknown[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value as Record<string, unknown>).flatMap(([own, inner]) => [
    ...(own === key ? [inner] : []),
    ...under(inner, key),
  ]);
}

describe.each(TIER_NAMES)("tier %s", (tier) => {
  test("its manifest fits the published schema", () => {
    expect(manifestSchema.safeParse(manifestOf(tier)).error?.issues).toBeUndefined();
  });

  test("has every part of the platform", () => {
    const parts = new Set(manifestOf(tier).resources.map(({ component }) => component));
    expect(COST_COMPONENTS.filter((component) => !parts.has(component))).toEqual([]);
  });

  test("builds as many databases, caches, peers and gateways as its sizes say", () => {
    const { postgres, valkey, qdrant, network } = tierNamed(tier);
    const databases = ofType(tier, "aws:rds/instance:Instance");
    expect(databases).toHaveLength(postgres.shardCount * (1 + postgres.replicasPerShard));
    expect(new Set(databases.map(({ inputs }) => inputs["instanceClass"]))).toEqual(
      new Set([postgres.instanceClass]),
    );
    expect(ofType(tier, "aws:elasticache/replicationGroup:ReplicationGroup")).toHaveLength(
      valkey.embeddings === "own" ? 2 : 1,
    );
    expect(ofType(tier, "kubernetes:core/v1:PersistentVolumeClaim")).toHaveLength(qdrant.peerCount);
    expect(
      ofType(tier, "kubernetes:apps/v1:StatefulSet").flatMap(({ inputs }) => under(inputs, "replicas")),
    ).toEqual([qdrant.peerCount]);
    expect(ofType(tier, "aws:ec2/natGateway:NatGateway")).toHaveLength(
      { natInstance: 0, natGateway: 1, natGatewayPerZone: 3 }[network.egress],
    );
  });

  test("everything that can carry tags carries the cost tags, as plain strings", () => {
    const { monthlyBudgetUsd } = tierNamed(tier);
    for (const { type, name, inputs, component } of awsResources(tier)) {
      if (!takesTags(type)) continue;
      const tags = (inputs["tags"] ?? {}) as Record<string, unknown>;
      const constant = hasConstantTags(type);
      expect({ name, tags: Object.fromEntries(TAGS.map((tag) => [tag, tags[tag]])) }).toEqual({
        name,
        tags: {
          "cost-component": component,
          environment: "example",
          "managed-by": "pulumi",
          "monthly-budget-usd": constant ? undefined : String(monthlyBudgetUsd),
          project: "scaling-tiers",
          "scaling-tier": constant ? undefined : tier,
        },
      });
    }
  });

  test("every Kubernetes object carries the recommended labels, and its cost line", () => {
    const unlabelled = kubernetesObjects(tier).filter(({ inputs, component }) => {
      const labels = ((inputs["metadata"] as Record<string, unknown> | undefined)?.["labels"] ??
        {}) as Record<string, unknown>;
      return !(
        typeof labels["app.kubernetes.io/name"] === "string" &&
        labels["app.kubernetes.io/component"] === labels["cost-component"] &&
        labels["app.kubernetes.io/part-of"] === "scaling-tiers" &&
        labels["app.kubernetes.io/managed-by"] === "pulumi" &&
        labels["cost-component"] === component
      );
    });
    expect(names(unlabelled)).toEqual([]);
  });

  test("the tier stands in no pod template, selector or node class", () => {
    for (const { name, inputs, type } of kubernetesObjects(tier)) {
      const frozen = [
        ...under(inputs, "template"),
        ...under(inputs, "selector"),
        ...under(inputs, "matchLabels"),
        ...under(inputs, "jobTemplate"),
        ...(hasConstantTags(type) ? [inputs["spec"], inputs["parameters"]] : []),
      ];
      expect({ name, tier: strings(frozen).filter((text) => text === tier) }).toEqual({ name, tier: [] });
      expect({ name, keys: JSON.stringify(frozen).includes('scaling-tier"') }).toEqual({ name, keys: false });
    }
  });

  test("no logical name contains a tier", () => {
    const aTier = new RegExp(`(^|-)(${TIER_NAMES.join("|")})(-|$)`);
    const named = manifestOf(tier).resources.filter(({ name }) => aTier.test(name));
    expect(names(named)).toEqual([]);
  });

  test("only CloudFront answers on the internet", () => {
    const anywhere = (resource: ManifestResource) =>
      strings(resource.inputs).some((text) => text === "0.0.0.0/0" || text === "::/0");
    expect(
      names(awsResources(tier).filter((resource) => resource.type.includes("Ingress") && anywhere(resource))),
    ).toEqual([]);
    expect(
      ofType(tier, "aws:ec2/securityGroup:SecurityGroup").filter(
        ({ inputs }) => inputs["ingress"] ?? inputs["egress"],
      ),
    ).toEqual([]);
    expect(
      new Set(ofType(tier, "aws:rds/instance:Instance").map(({ inputs }) => inputs["publiclyAccessible"])),
    ).toEqual(new Set([false]));
    expect(
      new Set(ofType(tier, "aws:lb/loadBalancer:LoadBalancer").map(({ inputs }) => inputs["internal"])),
    ).toEqual(new Set([true]));
    expect(
      ofType(tier, "aws:ec2/subnet:Subnet").filter(({ inputs }) => inputs["mapPublicIpOnLaunch"] === true),
    ).toEqual([]);
    expect(
      new Set(ofType(tier, "kubernetes:core/v1:Service").flatMap(({ inputs }) => under(inputs, "type"))),
    ).toEqual(new Set(["ClusterIP"]));
    expect(ofType(tier, "kubernetes:networking.k8s.io/v1:Ingress")).toEqual([]);
    const buckets = ofType(tier, "aws:s3/bucket:Bucket");
    expect(ofType(tier, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).toHaveLength(
      buckets.length,
    );
  });

  test("instances answer to version 2 of the metadata service only", () => {
    for (const { name, inputs } of ofType(tier, "aws:ec2/instance:Instance"))
      expect({ name, options: inputs["metadataOptions"] }).toEqual({
        name,
        options: expect.objectContaining({ httpTokens: "required" }) as unknown,
      });
  });

  test("names that the provider completes end in a hyphen before its own characters", () => {
    const prefixes = awsResources(tier).flatMap(({ name, inputs }) =>
      ["bucketPrefix", "namePrefix"].flatMap((key) =>
        typeof inputs[key] === "string" ? [{ name, prefix: inputs[key] }] : [],
      ),
    );
    expect(prefixes.length).toBeGreaterThanOrEqual(5);
    expect(prefixes.filter(({ prefix }) => !prefix.endsWith("-"))).toEqual([]);
  });

  test("what holds data is protected by the engine and by AWS", () => {
    const primaries = ofType(tier, "aws:rds/instance:Instance").filter(
      ({ inputs }) => inputs["replicateSourceDb"] === undefined,
    );
    for (const { name, inputs, protect } of primaries)
      expect({
        name,
        protect,
        deletionProtection: inputs["deletionProtection"],
        skip: inputs["skipFinalSnapshot"],
      }).toEqual({
        name,
        protect: true,
        deletionProtection: true,
        skip: false,
      });
    const guarded = [
      "aws:eks/cluster:Cluster",
      "aws:kms/key:Key",
      "aws:secretsmanager/secret:Secret",
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:ec2/vpc:Vpc",
      "aws:ec2/subnet:Subnet",
      "kubernetes:core/v1:PersistentVolumeClaim",
      "kubernetes:storage.k8s.io/v1:StorageClass",
    ];
    for (const type of guarded) {
      const all = ofType(tier, type);
      expect({ type, some: all.length > 0 }).toEqual({ type, some: true });
      expect({ type, open: names(all.filter(({ protect }) => !protect)) }).toEqual({ type, open: [] });
    }
    const dataBuckets = ofType(tier, "aws:s3/bucket:Bucket").filter(
      ({ name }) => !/flow-logs|request-logs|web-acl-logs|canary/.test(name),
    );
    expect(dataBuckets.filter(({ protect, retainOnDelete }) => !protect || !retainOnDelete)).toEqual([]);
  });

  test("nothing is unknown before AWS is asked, and no secret is readable", () => {
    const texts = manifestOf(tier).resources.map(({ name, inputs }) => ({
      name,
      text: JSON.stringify(inputs),
    }));
    expect(texts.filter(({ text }) => text.includes(UNKNOWN)).map(({ name }) => name)).toEqual([]);
    expect(texts.filter(({ text }) => text.includes("password-of-")).map(({ name }) => name)).toEqual([]);
  });

  test("no policy allows every action or every resource of a service without a reason in the code", () => {
    const wild = awsResources(tier).flatMap(({ name, inputs }) =>
      strings(inputs)
        .filter((text) => text.includes('"Statement"'))
        .flatMap(
          (text) =>
            (
              JSON.parse(text) as {
                Statement: {
                  Effect: string;
                  Action: string | string[];
                  Resource?: string | string[];
                  Condition?: unknown;
                  Principal?: unknown;
                }[];
              }
            ).Statement,
        )
        .filter(
          ({ Effect, Action }) =>
            Effect === "Allow" && [Action].flat().some((action) => action === "*" || action.endsWith(":*")),
        )
        .map(() => name),
    );
    // The key's own policy hands the decision to IAM, which AWS does by allowing the account's root everything on it.
    const hasCopies = tierNamed(tier).operations.disasterRecovery !== "off";
    expect([...new Set(wild)]).toEqual([...(hasCopies ? ["copies-key-key"] : []), "encryption-key-key"]);
  });
});

/** URNs a resource waits for, directly or through others, its parents' dependencies not counted. */
function waitsFor(tier: TierName, urn: string, seen = new Set<string>()): Set<string> {
  const byUrn = new Map(manifestOf(tier).resources.map((resource) => [resource.urn, resource]));
  const queue = [urn];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const resource = byUrn.get(next);
    for (const dependency of [
      ...(resource?.dependsOn ?? []),
      ...(resource?.provider ? [resource.provider] : []),
    ])
      if (!seen.has(dependency)) {
        seen.add(dependency);
        queue.push(dependency);
      }
  }
  return seen;
}

describe.each(["100", "20k"] as const)("order of creation, tier %s", (tier) => {
  test("what names the cluster waits for it", () => {
    const [cluster] = ofType(tier, "aws:eks/cluster:Cluster");
    const early = awsResources(tier).filter(
      ({ urn, inputs }) =>
        inputs["clusterName"] !== undefined && !waitsFor(tier, urn).has(cluster?.urn ?? ""),
    );
    expect(names(early)).toEqual([]);
  });

  test("what lies in a namespace of ours waits for the namespace", () => {
    const namespaces = new Map(
      ofType(tier, "kubernetes:core/v1:Namespace").map(({ urn, inputs }) => [
        (inputs["metadata"] as Record<string, unknown>)["name"],
        urn,
      ]),
    );
    expect([...namespaces.keys()].sort()).toEqual(["app", "logs", "observer", "postgres", "qdrant"]);
    const early = kubernetesObjects(tier).filter(({ urn, inputs }) => {
      const namespace = namespaces.get(
        (inputs["metadata"] as Record<string, unknown> | undefined)?.["namespace"],
      );
      return namespace !== undefined && !waitsFor(tier, urn).has(namespace);
    });
    expect(names(early)).toEqual([]);
  });

  test("pods wait for nodes, and nodes for a way out", () => {
    const pools = ofType(tier, "kubernetes:karpenter.sh/v1:NodePool").map(({ urn }) => urn);
    const routes = manifestOf(tier)
      .resources.filter(({ name }) => name.startsWith("network-default-route-"))
      .map(({ urn }) => urn);
    const early = kubernetesObjects(tier)
      .filter(({ type }) => /:(Deployment|StatefulSet|CronJob|Job)$/.test(type))
      .filter(({ urn }) => ![...pools, ...routes].every((needed) => waitsFor(tier, urn).has(needed)));
    expect(names(early)).toEqual([]);
  });
});

/** Inputs whose change replaces a resource of this type, `[*]` for each entry of a list. */
function replacingInputs(type: string): readonly string[] {
  const everywhere = type.startsWith("kubernetes:") ? ["metadata.name", "metadata.namespace"] : [];
  const own = kindOf(type)?.replaces.inputs ?? [];
  return own === "every" ? [] : [...everywhere, ...own];
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .replaceAll("[*]", "")
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        Array.isArray(inner)
          ? inner.map((entry: unknown) => (entry as Record<string, unknown> | null)?.[key])
          : (inner as Record<string, unknown> | null | undefined)?.[key],
      value,
    );
}

const PAIRS = TIER_NAMES.flatMap((from) =>
  TIER_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);

/** Node pools hold no data and are replaced on purpose when their instance type changes: see docs/decisions. */
const REPLACED_ON_PURPOSE = /^cluster-app-nodes$/;
/** The provider is told to update these in place. */
const MUTABLE_DATA = /^kubernetes:core\/v1:(ConfigMap|Secret)$/;

// The provider has a default of true for the instance: its next update would set it, and cut all egress (TFP#44768).
test("an instance with an interface of its own ignores the source and destination check of the instance", () => {
  const instances = TIER_NAMES.flatMap((tier) => ofType(tier, "aws:ec2/instance:Instance")).filter(
    ({ inputs }) => inputs["primaryNetworkInterface"] !== undefined,
  );
  expect(instances.length).toBeGreaterThan(0);
  for (const { ignoreChanges } of instances) expect(ignoreChanges).toContain("sourceDestCheck");
});

// An ALB answers 503 for a group without pods, and turns to no other one.
test("no request goes to the next release while it has no image of its own", async () => {
  const weights = (manifest: Manifest): unknown[] =>
    manifest.resources
      .filter(({ type }) => /^aws:lb\/listener(Rule)?:/.test(type))
      .map(({ inputs }) => under(inputs["defaultActions"] ?? inputs["actions"], "weight"));
  // Two workflows by rules of their own; the others by the listener, in whose groups those wait to be found healthy.
  const byTheListener = [100, 0, 0, 0];
  expect(weights(manifestOf("20k"))).toEqual([[100], [100], byTheListener]);
  const image = `example/app@sha256:${"0".repeat(64)}`;
  const withNext = await dryRun("20k", {
    "scaling-tiers:appImage": image,
    "scaling-tiers:nextImage": image.replace("app@", "next@"),
  });
  expect(weights(withNext)).toEqual([[95, 5], [95, 5], [95, 5], byTheListener]);
});

test.each(PAIRS)(
  "from %s to %s nothing is replaced, except node pools of another instance type",
  (from, to) => {
    const targets = new Map(resourcesOf(to).map((resource) => [resource.urn, resource]));
    const replaced = resourcesOf(from).flatMap(({ urn, type, name, inputs }) => {
      const target = targets.get(urn);
      if (target === undefined || REPLACED_ON_PURPOSE.test(name)) return [];
      return replacingInputs(type)
        .filter((path) => !(MUTABLE_DATA.test(type) && /^(data|binaryData|stringData)$/.test(path)))
        .filter(
          (path) => JSON.stringify(valueAt(inputs, path)) !== JSON.stringify(valueAt(target.inputs, path)),
        )
        .map((path) => `${name} ${path}`);
    });
    expect(replaced).toEqual([]);
  },
);

test("each tier step keeps what holds data: nothing with data leaves on the way up", () => {
  const stateful =
    /rds\/instance|replicationGroup|PersistentVolumeClaim|s3\/bucket:|kms\/key|secretsmanager\/secret:/;
  TIER_NAMES.slice(1).forEach((to, index) => {
    const from = TIER_NAMES[index] ?? to;
    const kept = new Set(resourcesOf(to).map(({ urn }) => urn));
    const gone = resourcesOf(from).filter(
      ({ type, urn, inputs }) =>
        stateful.test(type) && inputs["replicateSourceDb"] === undefined && !kept.has(urn),
    );
    expect({ from, to, gone: names(gone) }).toEqual({ from, to, gone: [] });
  });
});

test("lifting the protection opens everything that holds data, and only that", async () => {
  const open = await recordedManifest("500", { "scaling-tiers:allowDataDestruction": "true" });
  expect(open.resources.filter(({ protect }) => protect)).toEqual([]);
  expect(new Set(open.resources.flatMap(({ inputs }) => under(inputs, "deletionProtection")))).toEqual(
    new Set([false]),
  );
  expect(open.resources.map(({ urn }) => urn)).toEqual(manifestOf("500").resources.map(({ urn }) => urn));
});
