import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { Qdrant } from "../../../components/qdrant/qdrant";
import type { PlatformContext } from "../../../components/shared/context";
import { SECRET_TEXT } from "../../../models/manifest/manifest";
import { TIER_NAMES, tierNamed, type Rotation, type TierName } from "../../../tiers";
import { contextOf, recordResources, ZONES, type Recorded } from "../../support/record";
import { clusterReference, maintenance } from "../../support/references";

const KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/stack";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const recorded = {} as Record<TierName, Recorded>;

const record = (
  tier: TierName,
  changes: Partial<PlatformContext> = {},
  rotation: Rotation = { generation: 1 },
): Promise<Recorded> =>
  recordResources(() => {
    const qdrant = new Qdrant("qdrant", {
      snapshotSchedule: maintenance.qdrantSnapshots,
      copies: null,
      accountCopies: null,
      context: contextOf(tier, changes),
      spec: tierNamed(tier).qdrant,
      rotation,
      zones: ZONES,
      cluster: clusterReference(),
      keyArn: pulumi.output(KEY_ARN),
    });
    return {
      url: qdrant.url,
      apiKey: qdrant.apiKey,
      // Only to read in a test what a secret says.
      plainKey: pulumi.unsecret(qdrant.apiKey),
      snapshotBucket: qdrant.snapshotBucket,
      ready: pulumi.all(qdrant.ready.map(({ urn }) => urn)),
    };
  });

beforeAll(async () => {
  for (const tier of TIER_NAMES) recorded[tier] = await record(tier);
});

const inputsOf = (tier: TierName, name: string): Record<string, unknown> => recorded[tier].named(name).inputs;
/** Inputs without `metadata`, whose labels name the tier. */
const specOf = (tier: TierName, name: string): unknown => {
  const { metadata, ...rest } = inputsOf(tier, name);
  return { metadata: { ...(metadata as object), labels: undefined }, ...rest };
};
/** A value at a path of keys. */
const at = (value: unknown, ...path: (string | number)[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
const policyOf = (tier: TierName, name: string, key: string): unknown =>
  JSON.parse(inputsOf(tier, name)[key] as string);
const claimsOf = (tier: TierName): string[] =>
  recorded[tier].ofType("kubernetes:core/v1:PersistentVolumeClaim").map(({ name }) => name);

const SNAPSHOTS = [
  "qdrant-snapshots",
  "qdrant-snapshots-bucket",
  "qdrant-snapshots-bucket-policy",
  "qdrant-snapshots-cron-job",
  "qdrant-snapshots-encryption",
  "qdrant-snapshots-lifecycle",
  "qdrant-snapshots-identity",
  "qdrant-snapshots-ownership",
  "qdrant-snapshots-public-access",
  "qdrant-snapshots-role",
  "qdrant-snapshots-role-policy",
  "qdrant-snapshots-script",
  "qdrant-snapshots-service-account",
  "qdrant-snapshots-versioning",
];
const OWN = [
  "qdrant",
  "qdrant-api-key",
  "qdrant-api-key-secret",
  "qdrant-disruption-budget",
  "qdrant-headless",
  "qdrant-namespace",
  "qdrant-peers",
  "qdrant-policy-default-deny",
  "qdrant-policy-peers",
  "qdrant-policy-rebalance",
  "qdrant-policy-snapshots",
  "qdrant-read-only-api-key",
  "qdrant-rebalance",
  "qdrant-rebalance-cron-job",
  "qdrant-rebalance-program",
  "qdrant-secret",
  "qdrant-secret-version",
  "qdrant-service",
  "qdrant-start",
  "qdrant-storage-class",
];

describe("resources", () => {
  test.each(TIER_NAMES)("tier %s has exactly these, and a claim for each peer", (tier) => {
    const { peerCount } = tierNamed(tier).qdrant;
    const claims = Array.from({ length: peerCount }, (_, ordinal) => `qdrant-storage-${ordinal}`);
    const names = recorded[tier].names().filter((name) => name.startsWith("qdrant"));
    expect(names).toEqual([...OWN, ...SNAPSHOTS, ...claims].sort());
  });

  test.each(TIER_NAMES)("nothing of tier %s is unknown and no secret is in clear text", (tier) => {
    const text = JSON.stringify(recorded[tier].resources);
    expect(text).not.toContain(UNKNOWN);
    expect(text).not.toContain("password-of");
    expect(inputsOf(tier, "qdrant-secret-version")["secretString"]).toBe(SECRET_TEXT);
    expect(JSON.stringify(inputsOf(tier, "qdrant-api-key-secret")["stringData"])).toContain(SECRET_TEXT);
  });

  test.each(TIER_NAMES)("every AWS resource of tier %s that takes tags carries the cost line", (tier) => {
    for (const name of ["secret", "snapshots-bucket", "snapshots-role", "snapshots-identity"])
      expect(inputsOf(tier, `qdrant-${name}`)["tags"]).toMatchObject({
        "cost-component": "qdrant",
        "scaling-tier": tier,
      });
  });

  test("Kubernetes objects wait for the nodes and use the cluster's provider", () => {
    const objects = recorded["2k"].resources.filter(
      ({ type, name }) => type.startsWith("kubernetes:") && name.startsWith("qdrant"),
    );
    expect(objects.length).toBeGreaterThan(10);
    for (const { name, provider } of objects) {
      expect(recorded["2k"].dependenciesOf(name)).toContain("nodes-ready");
      expect(provider).toMatch(/::kubernetes$/);
    }
  });

  test("clients get an address and a secret key", () => {
    expect(recorded["100"].outputs).toMatchObject({
      url: "http://qdrant.qdrant.svc.cluster.local:6333",
      apiKey: SECRET_TEXT,
      ready: [expect.stringMatching(/::qdrant-peers$/), expect.stringMatching(/::qdrant-service$/)],
    });
    expect(recorded["100"].outputs["snapshotBucket"]).toMatch(/^test-qdrant-snapshots-/);
  });

  test("the API key survives in an address: letters and digits only", () => {
    expect(inputsOf("100", "qdrant-api-key")).toMatchObject({ length: 40, special: false });
  });
});

describe("a tier step", () => {
  const steps = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);

  test.each(TIER_NAMES)("tier %s has the frozen fields of the StatefulSet", (tier) => {
    expect(inputsOf(tier, "qdrant-peers")["spec"]).toMatchObject({
      podManagementPolicy: "Parallel",
      revisionHistoryLimit: 10,
      serviceName: "qdrant-headless",
      selector: {
        matchLabels: { "app.kubernetes.io/name": "qdrant", "app.kubernetes.io/component": "qdrant" },
      },
    });
    // The whole list: a field more would replace the set too.
    expect(at(inputsOf(tier, "qdrant-peers"), "spec", "volumeClaimTemplates")).toEqual([
      {
        metadata: { name: "storage" },
        spec: {
          accessModes: ["ReadWriteOnce"],
          storageClassName: "qdrant-gp3",
          resources: { requests: { storage: "10Gi" } },
        },
      },
    ]);
  });

  test.each(TIER_NAMES.filter((tier) => tier !== "100"))(
    "tier %s has the frozen resources as tier 100 has them, but for labels",
    (tier) => {
      const frozen = OWN.filter(
        (name) => !["qdrant", "qdrant-peers", "qdrant-secret", "qdrant-rebalance-cron-job"].includes(name),
      );
      for (const name of frozen) expect(specOf(tier, name)).toEqual(specOf("100", name));
    },
  );

  test.each(steps)("%s to %s keeps every claim; volumes only grow", (from, to) => {
    expect(claimsOf(to)).toEqual(expect.arrayContaining(claimsOf(from)));
    for (const name of claimsOf(from)) {
      const size = (tier: TierName) =>
        Number.parseInt(String(at(inputsOf(tier, name), "spec", "resources", "requests", "storage")), 10);
      expect(size(to)).toBeGreaterThanOrEqual(size(from));
      for (const field of ["accessModes", "storageClassName", "selector", "volumeName"])
        expect(at(inputsOf(to, name), "spec", field)).toEqual(at(inputsOf(from, name), "spec", field));
      expect(recorded[to].named(name).urn).toBe(recorded[from].named(name).urn);
    }
  });

  test.each(TIER_NAMES)("tier %s is not in its pod template", (tier) => {
    const template = JSON.stringify(at(inputsOf(tier, "qdrant-peers"), "spec", "template"));
    expect(template).not.toMatch(/scaling-tier(?!s)/);
  });

  test.each(TIER_NAMES)("the snapshot job of tier %s knows every peer", (tier) => {
    const pod = at(inputsOf(tier, "qdrant-snapshots-cron-job"), "spec", "jobTemplate", "spec", "template");
    const environment = at(pod, "spec", "containers", 0, "env") as { name: string; value?: string }[];
    const urls = environment.find(({ name }) => name === "QDRANT_PEER_URLS")?.value?.split(" ") ?? [];
    expect(urls).toHaveLength(tierNamed(tier).qdrant.peerCount);
  });
});

describe("volumes", () => {
  test("claims are named for the StatefulSet, of the class, and of the tier's size", () => {
    expect(inputsOf("2k", "qdrant-storage-2")).toMatchObject({
      metadata: { name: "storage-qdrant-2", namespace: "qdrant" },
      spec: { storageClassName: "qdrant-gp3", resources: { requests: { storage: "50Gi" } } },
    });
  });

  test("the class makes encrypted volumes of the stack's key, where a peer runs, and keeps them", () => {
    const { metadata, parameters, ...rest } = inputsOf("100", "qdrant-storage-class");
    expect(metadata).toMatchObject({ name: "qdrant-gp3" });
    expect(rest).toEqual({
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      provisioner: "ebs.csi.eks.amazonaws.com",
      reclaimPolicy: "Retain",
      volumeBindingMode: "WaitForFirstConsumer",
      allowVolumeExpansion: true,
    });
    expect(parameters).toMatchObject({ encrypted: "true", kmsKeyId: KEY_ARN, type: "gp3" });
    expect(Object.values(parameters as object)).toContain("cost-component=qdrant");
    expect(JSON.stringify(parameters)).not.toContain("scaling-tier=");
  });

  test("the controller deletes no claim, whatever becomes of the set", () => {
    expect(at(inputsOf("100", "qdrant-peers"), "spec", "persistentVolumeClaimRetentionPolicy")).toEqual({
      whenDeleted: "Retain",
      whenScaled: "Retain",
    });
  });

  test.each(TIER_NAMES)("at tier %s all claims exist before the peers", (tier) => {
    expect(recorded[tier].dependenciesOf("qdrant-peers")).toEqual(expect.arrayContaining(claimsOf(tier)));
  });
});

describe("order", () => {
  test("peers wait for policies, names, configuration and key", () => {
    expect(recorded["100"].dependenciesOf("qdrant-peers")).toEqual([
      "nodes-ready",
      "qdrant-api-key-secret",
      "qdrant-headless",
      "qdrant-policy-default-deny",
      "qdrant-policy-peers",
      "qdrant-policy-rebalance",
      "qdrant-policy-snapshots",
      "qdrant-start",
      "qdrant-storage-0",
    ]);
  });

  test("the client Service waits for the peers, and the headless one does not", () => {
    expect(recorded["100"].dependenciesOf("qdrant-service")).toContain("qdrant-peers");
    expect(recorded["100"].dependenciesOf("qdrant-headless")).not.toContain("qdrant-peers");
  });

  test("the snapshot job waits for its rights", () => {
    expect(recorded["100"].dependenciesOf("qdrant-snapshots-cron-job")).toEqual(
      expect.arrayContaining([
        "qdrant-api-key-secret",
        "qdrant-snapshots-identity",
        "qdrant-snapshots-role-policy",
        "qdrant-snapshots-script",
        "qdrant-snapshots-service-account",
      ]),
    );
  });
});

describe("the job that moves shards", () => {
  const jobOf = (tier: TierName): unknown => at(inputsOf(tier, "qdrant-rebalance-cron-job"), "spec");

  test.each(TIER_NAMES)("at tier %s it waits for a person, and knows the tier's peers and copies", (tier) => {
    const { peerCount, replicationFactor } = tierNamed(tier).qdrant;
    expect(at(jobOf(tier), "suspend")).toBe(true);
    const pod = at(jobOf(tier), "jobTemplate", "spec", "template", "spec");
    expect(at(pod, "automountServiceAccountToken")).toBe(false);
    expect(at(pod, "containers", 0, "env")).toEqual([
      { name: "MODE", value: "rebalance" },
      { name: "PEERS", value: String(peerCount) },
      { name: "REPLICATION_FACTOR", value: String(replicationFactor) },
      { name: "QDRANT_URL", value: "http://qdrant-0.qdrant-headless:6333" },
      { name: "QDRANT_API_KEY", valueFrom: { secretKeyRef: { name: "qdrant-api-key", key: "api-key" } } },
    ]);
  });

  test("wrong settings and refusals are not tried again; a node that goes does not count", () => {
    expect(at(jobOf("2k"), "jobTemplate", "spec", "podFailurePolicy", "rules")).toEqual([
      { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
      { action: "FailJob", onExitCodes: { operator: "In", values: [2, 3] } },
    ]);
  });

  test("its program fits a ConfigMap, and the CronJob comes after it", () => {
    const program = at(inputsOf("2k", "qdrant-rebalance-program"), "data", "rebalance.cjs");
    expect(Buffer.byteLength(String(program))).toBeLessThan(2 ** 20);
    expect(recorded["2k"].dependenciesOf("qdrant-rebalance-cron-job")).toContain("qdrant-rebalance-program");
  });

  test("its program runs from that one file", () => {
    const program = String(at(inputsOf("2k", "qdrant-rebalance-program"), "data", "rebalance.cjs"));
    const { status, stderr, stdout } = spawnSync(process.execPath, ["-"], {
      input: program,
      encoding: "utf8",
      env: { MODE: "plan" },
    });
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("QDRANT_URL is missing.");
  });
});

describe("availability", () => {
  test.each(TIER_NAMES)("at tier %s one peer may be disrupted at a time, and always one", (tier) => {
    expect(inputsOf(tier, "qdrant-disruption-budget")["spec"]).toMatchObject({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: "AlwaysAllow",
    });
  });

  test("peers are found before they are ready", () => {
    expect(inputsOf("100", "qdrant-headless")["spec"]).toMatchObject({
      clusterIP: "None",
      publishNotReadyAddresses: true,
      ports: [
        { name: "http", port: 6333 },
        { name: "grpc", port: 6334 },
        { name: "peer", port: 6335 },
      ],
    });
  });

  test("the client Service has no port of the peers", () => {
    expect(at(inputsOf("100", "qdrant-service"), "spec", "ports")).toEqual([
      { name: "http", port: 6333, targetPort: "http" },
      { name: "grpc", port: 6334, targetPort: "grpc" },
    ]);
  });
});

describe("protection", () => {
  const KEPT = [
    "qdrant-secret",
    "qdrant-snapshots-bucket",
    "qdrant-snapshots-bucket-policy",
    "qdrant-snapshots-encryption",
    "qdrant-snapshots-lifecycle",
    "qdrant-snapshots-ownership",
    "qdrant-snapshots-public-access",
    "qdrant-snapshots-versioning",
  ];
  const DATA = ["qdrant-namespace", "qdrant-storage-0", "qdrant-storage-class"];
  const names = (resources: Recorded, flag: "protect" | "retainOnDelete"): string[] =>
    resources.resources
      .filter((resource) => resource[flag])
      .map(({ name }) => name)
      .sort();

  test("what holds data is protected; only secret and bucket outlive the stack", () => {
    expect(names(recorded["100"], "protect")).toEqual([...DATA, ...KEPT].sort());
    expect(names(recorded["100"], "retainOnDelete")).toEqual([...KEPT, "qdrant-secret-version"].sort());
  });

  test("one field of the configuration lifts protection and nothing else", async () => {
    const lifted = await record("100", { allowDataDestruction: true });
    expect(names(lifted, "protect")).toEqual([]);
    expect(names(lifted, "retainOnDelete")).toEqual(names(recorded["100"], "retainOnDelete"));
  });

  test("the namespace admits restricted pods only", () => {
    expect(at(inputsOf("100", "qdrant-namespace"), "metadata", "labels")).toMatchObject({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });
});

describe("snapshots", () => {
  test("the job may write, list and delete under its prefix, and read nothing", () => {
    const bucketArn = String(recorded["100"].outputs["snapshotBucket"]);
    expect(policyOf("100", "qdrant-snapshots-role-policy", "policy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:DeleteObject"],
          Resource: `arn:aws:s3:::${bucketArn}/snapshots/*`,
        },
        {
          Effect: "Allow",
          Action: "s3:ListBucket",
          Resource: `arn:aws:s3:::${bucketArn}`,
          Condition: { StringLike: { "s3:prefix": "snapshots/*" } },
        },
        {
          Effect: "Allow",
          Action: ["kms:GenerateDataKey", "kms:Decrypt"],
          Resource: KEY_ARN,
          Condition: { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
        },
      ],
    });
  });

  test("only the job's service account gets the role", () => {
    expect(policyOf("100", "qdrant-snapshots-role", "assumeRolePolicy")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
        },
      ],
    });
    expect(inputsOf("100", "qdrant-snapshots-identity")).toMatchObject({
      clusterName: "test-cluster",
      namespace: "qdrant",
      serviceAccount: "qdrant-snapshots",
    });
    expect(inputsOf("100", "qdrant-snapshots-service-account")["metadata"]).toMatchObject({
      name: "qdrant-snapshots",
      namespace: "qdrant",
    });
  });

  test("the bucket is private, encrypted with the stack's key, owned by the account and TLS-only", () => {
    expect(inputsOf("100", "qdrant-snapshots-public-access")).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputsOf("100", "qdrant-snapshots-encryption")["rules"]).toEqual([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: KEY_ARN },
        bucketKeyEnabled: true,
      },
    ]);
    expect(inputsOf("100", "qdrant-snapshots-ownership")["rule"]).toEqual({
      objectOwnership: "BucketOwnerEnforced",
    });
    expect(inputsOf("100", "qdrant-snapshots-versioning")["versioningConfiguration"]).toEqual({
      status: "Enabled",
    });
    const arn = `arn:aws:s3:::${String(recorded["100"].outputs["snapshotBucket"])}`;
    expect(policyOf("100", "qdrant-snapshots-bucket-policy", "policy")).toMatchObject({
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  test.each(TIER_NAMES)(
    "no snapshot of tier %s expires by its age; the job knows how many to keep",
    (tier) => {
      expect(inputsOf(tier, "qdrant-snapshots-lifecycle")["rules"]).toEqual([
        {
          id: "end-deleted-snapshots",
          status: "Enabled",
          filter: { prefix: "snapshots/" },
          expiration: { expiredObjectDeleteMarker: true },
          noncurrentVersionExpiration: { noncurrentDays: 3 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ]);
      const pod = at(inputsOf(tier, "qdrant-snapshots-cron-job"), "spec", "jobTemplate", "spec", "template");
      expect(at(pod, "spec", "containers", 0, "env")).toContainEqual({
        name: "KEPT_RUNS",
        value: String(tierNamed(tier).qdrant.keptSnapshotRuns),
      });
    },
  );

  test("a complete run beside which old ones stayed is not done again", () => {
    const job = at(inputsOf("100", "qdrant-snapshots-cron-job"), "spec", "jobTemplate", "spec");
    expect(at(job, "podFailurePolicy", "rules")).toEqual([
      { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
      { action: "FailJob", onExitCodes: { operator: "In", values: [2, 3] } },
    ]);
  });

  test("the job runs once a day, alone, with an end", () => {
    expect(inputsOf("100", "qdrant-snapshots-cron-job")["spec"]).toMatchObject({
      schedule: "0 8 * * *",
      timeZone: "Etc/UTC",
      concurrencyPolicy: "Forbid",
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { backoffLimit: 2, activeDeadlineSeconds: 21_600 } },
    });
  });

  test("the job's pod is as restricted as the peers", () => {
    const pod = at(inputsOf("100", "qdrant-snapshots-cron-job"), "spec", "jobTemplate", "spec", "template");
    expect(at(pod, "spec")).toMatchObject({
      restartPolicy: "Never",
      serviceAccountName: "qdrant-snapshots",
      nodeSelector: { "scaling-tiers/pool": "app" },
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          command: ["/bin/bash", "/script/snapshot.sh"],
          resources: { requests: { cpu: "100m", memory: "384Mi" }, limits: { memory: "384Mi" } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
        },
      ],
    });
    expect(at(pod, "spec", "containers", 0, "env")).toEqual(
      expect.arrayContaining([
        { name: "AWS_REGION", value: "us-east-1" },
        { name: "SNAPSHOT_BUCKET", value: recorded["100"].outputs["snapshotBucket"] },
        {
          name: "QDRANT_API_KEY",
          valueFrom: { secretKeyRef: { name: "qdrant-api-key", key: "api-key" } },
        },
      ]),
    );
  });
});

describe("a rotation (16)", () => {
  const KEY = "random:index/randomPassword:RandomPassword";

  test.each([
    [{ generation: 1 }, ["qdrant-api-key"], "qdrant-api-key"],
    [{ generation: 2, phase: "add" }, ["qdrant-api-key", "qdrant-api-key-2"], "qdrant-api-key"],
    [{ generation: 2, phase: "use" }, ["qdrant-api-key", "qdrant-api-key-2"], "qdrant-api-key-2"],
    [{ generation: 2 }, ["qdrant-api-key-2"], "qdrant-api-key-2"],
    [{ generation: 3, phase: "add" }, ["qdrant-api-key-2", "qdrant-api-key-3"], "qdrant-api-key-2"],
  ] as const)("%j: keys %j, clients use %s", async (rotation, keys, used) => {
    const resources = await record("500", {}, rotation);
    // The one that may only read changes with the oldest, when peers restart anyway.
    const readOnly = keys[0].replace("api-key", "read-only-api-key");
    expect(resources.ofType(KEY).map(({ name }) => name)).toEqual([...keys, readOnly]);
    expect(resources.outputs["plainKey"]).toBe(`password-of-${used}`);
  });

  test("each key is the same through all phases, and peers restart when a key comes or goes", async () => {
    const templateAt = async (rotation: Rotation) => {
      const { inputs } = (await record("500", {}, rotation)).named("qdrant-peers");
      return JSON.stringify((inputs["spec"] as { template: unknown }).template);
    };
    const before = await templateAt({ generation: 1 });
    const add = await templateAt({ generation: 2, phase: "add" });
    const use = await templateAt({ generation: 2, phase: "use" });
    const after = await templateAt({ generation: 2 });
    expect(add).not.toBe(before);
    expect(use).toBe(add);
    expect(after).not.toBe(add);
    const both = await record("500", {}, { generation: 2, phase: "use" });
    for (const [name, generation] of [
      ["qdrant-api-key", "1"],
      ["qdrant-api-key-2", "2"],
    ] as const)
      expect(both.named(name).inputs).toEqual({ length: 40, special: false, keepers: { generation } });
  });
});
