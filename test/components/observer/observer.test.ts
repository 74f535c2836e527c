import { at } from "../../../models/manifest/values";
import { recordedTiers } from "../../support/recorded-tiers";
import { readSettings } from "../../../jobs/observer/settings";
import { customMetrics } from "../../../models/promises/across-rows";
import { PROMISES } from "../../../models/promises/table";
import { TIER_NAMES, tierNamed, type TierName } from "../../../tiers";
import { resourceNamed } from "../../support/recorded-resource";

const manifestOf = recordedTiers();

const inputs = (tier: TierName, name: string): Readonly<Record<string, unknown>> =>
  resourceNamed(manifestOf(tier).resources, name).inputs;
const container = (tier: TierName) =>
  (at(inputs(tier, "observer-deployment"), "spec.template.spec.containers") as unknown[])[0];
const environment = (tier: TierName): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (at(container(tier), "env") as { name: string; value?: string }[]).map(({ name, value }) => [
      name,
      value ?? "secret",
    ]),
  );

test.each(TIER_NAMES)(
  "%s: the program understands its settings, and puts what the tier's promises read",
  (tier) => {
    const settings = readSettings(environment(tier));
    expect(settings.METRICS).toEqual(customMetrics(PROMISES.thresholds, tier, "observer"));
    expect(settings.METRICS.length).toBeLessThanOrEqual(PROMISES.customMetricsMax[tier]);
    expect(settings.QDRANT_URLS).toHaveLength(tierNamed(tier).qdrant.peerCount);
    expect(settings.POOLER_HOSTS).toEqual(
      ["postgres-rw-pods", "postgres-ro-pods"].map((name) => `${name}.postgres.svc.cluster.local`),
    );
    expect(settings.DATABASE_INSTANCES).toHaveLength(tierNamed(tier).postgres.shardCount);
    expect(settings.VALKEY_HOSTS).toHaveLength(tierNamed(tier).valkey.embeddings === "own" ? 2 : 1);
  },
);

test("alarms read the namespace in which it puts", () => {
  const namespace = environment("2k")["METRIC_NAMESPACE"];
  expect(namespace).toMatch(/^Scaling\//);
  for (const alarm of ["alarms-pool-wait", "alarms-backup-vectors", "alarms-consistency"])
    expect(inputs("2k", alarm)).toMatchObject({ namespace, dimensions: {} });
});

test("its role puts metrics in that namespace, and learns two times", () => {
  const policy = JSON.parse(String(inputs("500", "observer-role-policy")["policy"])) as {
    Statement: unknown[];
  };
  expect(policy.Statement).toEqual([
    {
      Sid: "PutMetrics",
      Effect: "Allow",
      Action: "cloudwatch:PutMetricData",
      Resource: "*",
      Condition: { StringEquals: { "cloudwatch:namespace": environment("500")["METRIC_NAMESPACE"] } },
    },
    {
      Sid: "SnapshotTime",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: expect.stringMatching(/^arn:aws:s3:::/) as string,
      Condition: { StringEquals: { "s3:prefix": "snapshots/latest.json" } },
    },
    {
      Sid: "BackupTime",
      Effect: "Allow",
      Action: "rds:DescribeDBInstances",
      Resource: [expect.stringMatching(/^arn:aws:rds:us-east-1:\d{12}:db:/) as string],
    },
  ]);
});

test("its logins may read how a service is, and no data", () => {
  expect(inputs("500", "valkey-observer")["accessString"]).toBe("on -@all +info");
  const files = inputs("500", "postgres-pooler-rw-config")["data"] as Record<string, string>;
  const access = files["pg_hba.conf"] ?? "";
  expect(access.split("\n")).toEqual(
    expect.arrayContaining([
      "host pgbouncer pooler_observer 0.0.0.0/0 scram-sha-256",
      "host all pooler_observer 0.0.0.0/0 reject",
    ]),
  );
});

test("nobody reaches it, and the web pods' metrics are reached by it alone", () => {
  expect(inputs("500", "observer-deny-all")["spec"]).toEqual({
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
  });
  expect(inputs("500", "app-from-observer")["spec"]).toEqual({
    podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } },
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "observer" } } }],
        ports: [{ protocol: "TCP", port: 9464 }],
      },
    ],
  });
});

test("a ConfigMap holds its program, of at most half of what one may hold", () => {
  const program = (inputs("100", "observer-program")["data"] as Record<string, string>)["observer.cjs"] ?? "";
  expect(program.length).toBeGreaterThan(1_000);
  expect(program.length).toBeLessThan(512 * 1024);
});
