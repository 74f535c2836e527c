import { WORKFLOWS } from "../../../components/app/workflow-rules";
import { contractOf, digestOf } from "../../../components/app/contract";
import { DEREGISTRATION_DELAY_SECONDS } from "../../../components/app/traffic";
import { IMAGES } from "../../../components/shared/images";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import type { Recorded } from "../../support/record";
import { recordApp as record, SECRET } from "./record-app";

const recordings = new Map<TierName, Recorded>();
const of = (tier: TierName): Recorded => {
  const recorded = recordings.get(tier);
  if (recorded === undefined) throw new Error(`${tier} was not recorded`);
  return recorded;
};

beforeAll(async () => {
  for (const tier of TIER_NAMES) recordings.set(tier, await record(tier));
});

interface Container {
  readonly image: string;
  readonly command?: string[];
  readonly env: { name: string; value: string }[];
  readonly envFrom: unknown[];
  readonly lifecycle?: { preStop: { sleep: { seconds: number } } };
  readonly startupProbe: { httpGet: { path: string } };
  readonly readinessProbe: { httpGet: { path: string } };
  readonly livenessProbe: { httpGet: { path: string } };
  readonly securityContext: unknown;
  readonly resources: { requests: Record<string, string>; limits: Record<string, string> };
}
interface DeploymentSpec {
  readonly replicas?: number;
  readonly strategy: unknown;
  readonly selector: { matchLabels: Record<string, string> };
  readonly template: {
    readonly metadata: { labels: Record<string, string>; annotations: Record<string, string> };
    readonly spec: {
      readonly containers: [Container];
      readonly securityContext: unknown;
      readonly automountServiceAccountToken: boolean;
      readonly terminationGracePeriodSeconds: number;
      readonly nodeSelector: unknown;
      readonly volumes: unknown[];
    };
  };
}
const deploymentOf = (recorded: Recorded, workload: string): DeploymentSpec =>
  recorded.named(`app-${workload}-deployment`).inputs["spec"] as DeploymentSpec;
const containerOf = (recorded: Recorded, workload: string): Container =>
  deploymentOf(recorded, workload).template.spec.containers[0];
const digestIn = (recorded: Recorded, workload = "web") =>
  deploymentOf(recorded, workload).template.metadata.annotations["scaling-tiers/configuration-digest"];

const workloads = (tier: TierName): string[] => {
  const { nextReplicas, workerReplicasMin } = tierNamed(tier).app;
  return ["web", ...(nextReplicas > 0 ? ["web-next"] : []), ...(workerReplicasMin > 0 ? ["worker"] : [])];
};

describe.each(TIER_NAMES)("app of tier %s", (tier) => {
  const { app, qdrant } = tierNamed(tier);
  const hasNext = app.nextReplicas > 0;
  const hasWorker = app.workerReplicasMin > 0;
  const behindLoadBalancer = hasNext ? 2 : 1;
  const all = workloads(tier).length;

  test("consists of exactly these resources", () => {
    const counts = Object.entries(of(tier).counts()).filter(
      ([type]) => !/^(pulumi:|test:)/.test(type) && type !== "kubernetes:core/v1:Namespace",
    );
    expect(Object.fromEntries(counts)).toEqual({
      "scaling-tiers:app:App": 1,
      "scaling-tiers:app:EmbeddingQueue": 1,
      "scaling-tiers:app:NodeService": all,
      "aws:sqs/queue:Queue": 2,
      "aws:sqs/queuePolicy:QueuePolicy": 2,
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": 1,
      "aws:iam/role:Role": all,
      "aws:iam/rolePolicy:RolePolicy": all,
      "aws:eks/podIdentityAssociation:PodIdentityAssociation": all,
      "kubernetes:core/v1:ConfigMap": 2,
      "kubernetes:core/v1:Secret": 2,
      "kubernetes:core/v1:ServiceAccount": all,
      "kubernetes:networking.k8s.io/v1:NetworkPolicy": 6,
      "kubernetes:apps/v1:Deployment": all,
      "kubernetes:policy/v1:PodDisruptionBudget": all,
      "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": hasWorker ? 2 : 1,
      "kubernetes:core/v1:Service": behindLoadBalancer + 1,
      "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding": behindLoadBalancer + WORKFLOWS.length,
      "aws:lb/listenerRule:ListenerRule": WORKFLOWS.length,
    });
    expect(of(tier).named("app-namespace").inputs["metadata"]).toMatchObject({
      name: "app",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
  });

  test("defines the whole contract, passwords only in the Secret", () => {
    const plain = of(tier).named("app-contract").inputs["data"] as Record<string, string>;
    expect(plain).toEqual({
      QDRANT_URL: "http://qdrant.qdrant:6333",
      QDRANT_SHARD_COUNT: "12",
      QDRANT_REPLICATION_FACTOR: String(qdrant.replicationFactor),
      EMBEDDING_CACHE_TTL_SECONDS: "86400",
      EMBEDDING_QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/app-embeddings-jobs",
      ASSET_BASE_URL: "https://cdn.example.com/assets",
      SCALING_TIER: tier,
    });
    for (const name of ["app-contract-secret", "app-migration-secret"])
      expect(of(tier).named(name).inputs["stringData"]).toBe("[secret]");
    expect(JSON.stringify(of(tier).resources)).not.toContain(SECRET);
  });

  test("gives autoscaled workloads their limits and no fixed number", () => {
    for (const [workload, min, max] of [
      ["web", app.webReplicasMin, app.webReplicasMax],
      ...(hasWorker ? [["worker", app.workerReplicasMin, app.workerReplicasMax] as const] : []),
    ] as const) {
      expect(deploymentOf(of(tier), workload)).not.toHaveProperty("replicas");
      const name = `app-${workload}-autoscaler`;
      expect(of(tier).named(name).inputs["spec"]).toMatchObject({
        scaleTargetRef: { kind: "Deployment", name: workload },
        minReplicas: min,
        maxReplicas: max,
        metrics: [
          { resource: { name: "cpu", target: { averageUtilization: app.targetCpuUtilizationPercent } } },
        ],
      });
      expect(of(tier).dependenciesOf(name)).toEqual(
        expect.arrayContaining(["metrics-ready", "nodes-ready", `app-${workload}-deployment`]),
      );
    }
  });

  test.each(workloads(tier))(
    "%s runs without privileges, on the app nodes, within its memory",
    (workload) => {
      const { template } = deploymentOf(of(tier), workload);
      const container = containerOf(of(tier), workload);
      expect(template.spec).toMatchObject({
        automountServiceAccountToken: false,
        nodeSelector: { "scaling-tiers/pool": "app" },
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
      });
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
      const worker = workload === "worker";
      const memory = `${worker ? app.workerMemoryMiB : app.webMemoryMiB}Mi`;
      const cpu = `${worker ? app.workerCpuRequestMillicores : app.webCpuRequestMillicores}m`;
      expect(container.resources).toEqual({ requests: { cpu, memory }, limits: { memory } });
      expect(template.spec.volumes).toContainEqual({ name: "tmp", emptyDir: { sizeLimit: "256Mi" } });
    },
  );

  test.each(workloads(tier))("%s reads the contract and knows its region and role", (workload) => {
    const { envFrom, env } = containerOf(of(tier), workload);
    expect(envFrom).toEqual([
      { configMapRef: { name: "app-contract" } },
      { secretRef: { name: "app-contract" } },
    ]);
    expect(Object.fromEntries(env.map(({ name, value }) => [name, value]))).toEqual({
      NODE_ENV: "production",
      PORT: "8080",
      APP_ROLE: workload === "worker" ? "worker" : "web",
      AWS_REGION: "us-east-1",
      ASSET_BUCKET: "assets-bucket",
    });
  });

  test.each(workloads(tier))("%s starts when the data answers, and stays while it is alive", (workload) => {
    const { startupProbe, readinessProbe, livenessProbe } = containerOf(of(tier), workload);
    expect(startupProbe.httpGet.path).toBe("/readyz");
    expect(readinessProbe.httpGet.path).toBe("/healthz");
    expect(livenessProbe.httpGet.path).toBe("/healthz");
  });

  test.each(workloads(tier))("%s is never short of a pod while it is rolled or drained", (workload) => {
    const { strategy, template } = deploymentOf(of(tier), workload);
    const { lifecycle } = containerOf(of(tier), workload);
    expect(strategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
    expect(of(tier).named(`app-${workload}-disruption-budget`).inputs["spec"]).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
    const sleep = lifecycle?.preStop.sleep.seconds;
    expect(sleep === undefined).toBe(workload === "worker");
    expect(sleep ?? Infinity).toBeGreaterThan(DEREGISTRATION_DELAY_SECONDS);
    expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThan((sleep ?? 0) + 20);
  });

  test.each(workloads(tier))("%s has its identity before its first pod", (workload) => {
    expect(of(tier).dependenciesOf(`app-${workload}-deployment`)).toEqual(
      expect.arrayContaining([
        `app-${workload}-identity`,
        `app-${workload}-service-account`,
        "app-contract",
        "app-contract-secret",
        "app-namespace",
        "nodes-ready",
      ]),
    );
    expect(of(tier).dependenciesOf(`app-${workload}-identity`)).toContain(`app-${workload}-policy`);
    expect(of(tier).named(`app-${workload}-identity`).inputs).toMatchObject({
      clusterName: "test-cluster",
      namespace: "app",
      serviceAccount: workload,
    });
  });

  test("binds web pods to their target groups", () => {
    const bindings = of(tier)
      .ofType("kubernetes:eks.amazonaws.com/v1:TargetGroupBinding")
      .map(({ inputs }) => inputs["spec"]);
    const web = (targetGroupARN: string) => ({
      serviceRef: { name: "web", port: 8080 },
      targetGroupARN,
      targetType: "ip",
    });
    expect(bindings).toEqual([
      web("arn:content"),
      ...(hasNext
        ? [{ serviceRef: { name: "web-next", port: 8080 }, targetGroupARN: "arn:next", targetType: "ip" }]
        : []),
      web("arn:social"),
      web("arn:web"),
    ]);
    expect(of(tier).dependenciesOf("app-web-service")).toContain("app-web-deployment");
  });

  test("protects the queues, encrypts them and refuses plain HTTP", () => {
    for (const { inputs, protect } of of(tier).ofType("aws:sqs/queue:Queue")) {
      expect(protect).toBe(true);
      expect(inputs["kmsMasterKeyId"]).toBe("arn:aws:kms:us-east-1:123456789012:key/platform");
    }
    const arn = "arn:aws:sqs:us-east-1:123456789012:app-embeddings";
    expect(JSON.parse(String(of(tier).named("app-embeddings-jobs").inputs["redrivePolicy"]))).toEqual({
      deadLetterTargetArn: `${arn}-dead-letters`,
      maxReceiveCount: 5,
    });
    for (const { inputs } of of(tier).ofType("aws:sqs/queuePolicy:QueuePolicy"))
      expect(JSON.parse(String(inputs["policy"]))).toMatchObject({
        Statement: [{ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } }],
      });
  });

  test("keeps the tier out of pods, selectors and names", () => {
    for (const workload of workloads(tier)) {
      const { selector, template } = deploymentOf(of(tier), workload);
      expect(selector.matchLabels).toEqual({
        "app.kubernetes.io/name": workload,
        "app.kubernetes.io/component": "app",
      });
      expect(Object.keys(template.metadata.labels)).not.toContain("scaling-tier");
    }
  });

  test("tags what can be tagged and knows every input at preview", () => {
    for (const type of ["aws:sqs/queue:Queue", "aws:iam/role:Role"])
      for (const { inputs } of of(tier).ofType(type))
        expect(inputs["tags"]).toMatchObject({ "cost-component": "app", "scaling-tier": tier });
    expect(JSON.stringify(of(tier).resources)).not.toContain("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
  });
});

const statements = (recorded: Recorded, workload: string) =>
  (
    JSON.parse(String(recorded.named(`app-${workload}-policy`).inputs["policy"])) as {
      Statement: { Action: string[]; Resource: string; Condition?: unknown }[];
    }
  ).Statement.map(({ Action, Resource, Condition }) => ({ Action, Resource, Condition }));

test("web pods may write assets and send jobs; workers take and delete them", () => {
  const assets = [
    {
      Action: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      Resource: "arn:aws:s3:::assets-bucket/assets/*",
      Condition: undefined,
    },
    {
      Action: ["s3:ListBucket"],
      Resource: "arn:aws:s3:::assets-bucket",
      Condition: { StringLike: { "s3:prefix": "assets/*" } },
    },
  ];
  const Resource = "arn:aws:sqs:us-east-1:123456789012:app-embeddings-jobs";
  const key = {
    Resource: "arn:aws:kms:us-east-1:123456789012:key/platform",
    Condition: { StringEquals: { "kms:ViaService": "sqs.us-east-1.amazonaws.com" } },
  };
  expect(statements(of("2k"), "web")).toEqual([
    ...assets,
    { Action: ["sqs:SendMessage"], Resource, Condition: undefined },
    { Action: ["kms:Decrypt", "kms:GenerateDataKey"], ...key },
  ]);
  expect(statements(of("2k"), "worker")).toEqual([
    ...assets,
    {
      Action: [
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:ReceiveMessage",
      ],
      Resource,
      Condition: undefined,
    },
    { Action: ["kms:Decrypt"], ...key },
  ]);
});

test("without an image the pods run the placeholder on the pinned Node.js image", () => {
  const { image, command } = containerOf(of("100"), "web");
  expect(image).toBe(IMAGES.node);
  expect(command).toEqual(["node", "/opt/placeholder/server.cjs"]);
  expect(Object.keys(of("100").named("app-placeholder").inputs["data"] as object)).toContain("server.cjs");
});

test("an image replaces the placeholder, and the next release may have its own", async () => {
  const recorded = await record("20k", { image: "registry/app:1", nextImage: "registry/app:2" });
  expect(containerOf(recorded, "web")).toMatchObject({ image: "registry/app:1" });
  expect(containerOf(recorded, "web")).not.toHaveProperty("command");
  expect(containerOf(recorded, "worker").image).toBe("registry/app:1");
  expect(containerOf(recorded, "web-next").image).toBe("registry/app:2");
  expect(recorded.names()).not.toContain("app-placeholder");
  const sameImage = await record("20k", { image: "registry/app:1" });
  expect(containerOf(sameImage, "web-next").image).toBe("registry/app:1");
});

test("the next release gets its share when its pods and those of the current one are registered", async () => {
  const recorded = await record("20k", { image: "registry/app:1", nextTrafficPercent: 5 });
  const share = recorded.named("app-release-share");
  expect(share.inputs).toMatchObject({
    listenerArn: "arn:listener",
    conditions: [{ pathPattern: { values: ["/*"] } }],
    actions: [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: "arn:web", weight: 95 },
            { arn: "arn:next", weight: 5 },
          ],
        },
      },
    ],
  });
  expect(recorded.dependenciesOf("app-release-share")).toEqual(
    expect.arrayContaining([
      "app-web-deployment",
      "app-web-target-group-binding",
      "app-web-next-deployment",
      "app-web-next-target-group-binding",
    ]),
  );
  expect(of("20k").names()).not.toContain("app-release-share");
});

test("requests of a workflow go to its own group, divided as all others, before the rule for all paths", async () => {
  const recorded = await record("20k", { image: "registry/app:1", nextTrafficPercent: 5 });
  const rule = recorded.named("app-content-rule");
  expect(rule.inputs).toMatchObject({
    listenerArn: "arn:listener",
    conditions: [{ pathPattern: { values: ["/api/content/*"] } }],
    actions: [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: "arn:content", weight: 95 },
            { arn: "arn:next", weight: 5 },
          ],
        },
      },
    ],
  });
  const priorities = ["app-content-rule", "app-social-rule", "app-release-share"].map(
    (name) => recorded.named(name).inputs["priority"],
  );
  expect(priorities).toEqual([10, 11, 100]);
  expect(recorded.dependenciesOf("app-content-rule")).toContain("app-web-content-target-group-binding");
  expect(of("20k").named("app-social-rule").inputs["actions"]).toEqual([
    { type: "forward", forward: { targetGroups: [{ arn: "arn:social", weight: 100 }] } },
  ]);
});

test("a new password restarts the pods; an unchanged contract does not", async () => {
  const digest = digestIn(of("100"));
  expect(digest).toMatch(/^[0-9a-f]{16}$/);
  expect(digestIn(await record("100"))).toBe(digest);
  expect(digestIn(await record("100", {}, "another"))).not.toBe(digest);
});

test("the keys of the contract that hold passwords are those of the Secret", () => {
  const values = {
    databaseUrl: "a",
    databaseReadUrl: "b",
    databaseReadOnlyUrl: "b2",
    databaseShards: "c",
    sessionValkeyUrl: "d",
    cacheValkeyUrl: "e",
    embeddingCacheValkeyUrl: "f",
    qdrantUrl: "g",
    qdrantApiKey: "h",
    qdrantShardCount: 12,
    qdrantReplicationFactor: 2,
    assetBaseUrl: "i",
  };
  expect(contractOf(values, "queue", "100").secret).toEqual({
    DATABASE_URL: "a",
    DATABASE_READ_URL: "b",
    DATABASE_READ_ONLY_URL: "b2",
    DATABASE_SHARDS: "c",
    SESSION_VALKEY_URL: "d",
    CACHE_VALKEY_URL: "e",
    EMBEDDING_CACHE_VALKEY_URL: "f",
    QDRANT_API_KEY: "h",
  });
});

test("a digest does not depend on the order of the keys", () => {
  expect(digestOf({ a: "1", b: "2" })).toBe(digestOf({ b: "2", a: "1" }));
  expect(digestOf({ a: "1", b: "2" })).not.toBe(digestOf({ a: "2", b: "1" }));
});

test("names, selectors and identities are the same at every tier", () => {
  const frozen = TIER_NAMES.map((tier) => {
    const recorded = of(tier);
    const { selector } = deploymentOf(recorded, "web");
    const names = ["app-web-role", "app-embeddings-jobs", "app-embeddings-dead-letters"].map(
      (name) => recorded.named(name).inputs["name"],
    );
    return JSON.stringify([selector, names, recorded.named("app-web-identity").inputs["serviceAccount"]]);
  });
  expect(new Set(frozen).size).toBe(1);
});
