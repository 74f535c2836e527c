import { recordedManifest } from "../../cli/record/recorded-manifest";
import { TIER_NAMES, tierNamed, type TierName } from "../../tiers";
import { casesOf } from "../support/seed";
import { withApiServer, type Answer, type ApiServer } from "./api-server";
import { Cluster } from "./apply";
import { findBinaries, KUBERNETES_VERSION, type Binaries } from "./binaries";
import { installCustomKinds } from "./custom-kinds";
import { kubernetesObjects, type KubernetesObject } from "./objects";
import { applyManifest, manifestsOf, type Applied } from "./tier-walk";

/** From the first tier to the last on one server. */
const CHAIN = TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const);
/** Each on a server of its own; downwards with kept sizes. */
const OTHERS = [
  ["100", "2k"],
  ["500", "5k"],
  ["2k", "20k"],
  ["2k", "500"],
  ["5k", "2k"],
  ["20k", "10k"],
] as const;

let binaries: Binaries;
const totals = { admitted: 0, kept: 0, changed: 0, refused: 0 };

const onServer = <Result>(body: (cluster: Cluster, api: ApiServer) => Promise<Result>): Promise<Result> =>
  withApiServer(binaries, async (api) => {
    await installCustomKinds(api);
    return body(new Cluster(api), api);
  });

function count({ created, kept, refused }: Applied): void {
  totals.admitted += created.length + kept.length;
  totals.kept += kept.length;
  totals.changed += kept.filter(({ hasChanged }) => hasChanged).length;
  totals.refused += refused.length;
}

beforeAll(async () => {
  binaries = await findBinaries((line) => process.stderr.write(`${line}\n`));
});

afterAll(() => {
  process.stdout.write(
    `kube-apiserver ${KUBERNETES_VERSION}: ${totals.admitted} objects admitted, ${totals.kept} of them in place, ` +
      `of which ${totals.changed} changed; ${totals.refused} refused\n`,
  );
});

test("the server is of the minor version that the tiers' clusters have", async () => {
  const minor = KUBERNETES_VERSION.split(".").slice(0, 2).join(".");
  for (const name of TIER_NAMES) expect(tierNamed(name).cluster.kubernetesVersion).toBe(minor);
  const version = await onServer((_cluster, api) => api("/version"));
  expect(version.body["gitVersion"]).toMatch(new RegExp(`^v${minor.replace(".", "\\.")}\\.`));
});

test.each(casesOf("tiers from nothing", TIER_NAMES, 2))(
  "every object of tier %s is admitted, without a warning",
  async (tier) => {
    const manifest = await recordedManifest(tier);
    const applied = await onServer((cluster) => applyManifest(cluster, manifest));
    count(applied);
    expect(applied).toEqual({
      created: expect.any(Array) as unknown,
      kept: [],
      removed: [],
      refused: [],
      warnings: [],
    });
    expect(applied.created).toHaveLength(kubernetesObjects(manifest).length);
  },
);

test("the switch of the network policies is set in a ConfigMap that is there already, and its other keys stay", async () => {
  const objects = kubernetesObjects(await recordedManifest("100")).map(({ object }) => object);
  const patch = objects.find(({ metadata }) => metadata.name === "amazon-vpc-cni");
  if (patch === undefined) throw new Error("Tier 100 does not switch network policies on.");
  const path = "/api/v1/namespaces/kube-system/configmaps";
  const theirs = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: patch.metadata.name },
    data: { "enable-network-policy-controller": "false", "enable-windows-ipam": "true" },
  };
  await onServer(async (cluster, api) => {
    expect((await api(`${path}?fieldManager=eks`, { method: "POST", body: theirs })).status).toBe(201);
    // What a ConfigMap of ours would be answered.
    expect((await api(path, { method: "POST", body: patch })).status).toBe(409);
    expect((await cluster.apply(patch)).status).toBe(200);
    const { body } = await cluster.read(patch);
    expect(body["data"]).toEqual({ ...theirs.data, "enable-network-policy-controller": "true" });
  });
});

async function walk(cluster: Cluster, from: TierName, to: TierName): Promise<Applied[]> {
  const manifests = await manifestsOf(from, to);
  const applied: Applied[] = [];
  for (const [index, manifest] of manifests.entries())
    applied.push(await applyManifest(cluster, manifest, manifests[index - 1] ?? null));
  for (const one of applied) count(one);
  return applied;
}

function expectInPlace(applied: readonly Applied[]): void {
  expect(applied.flatMap(({ refused }) => refused)).toEqual([]);
  expect(applied.flatMap(({ warnings }) => warnings)).toEqual([]);
  const kept = applied.slice(1).flatMap((one) => one.kept);
  expect(kept.filter(({ isSame }) => !isSame)).toEqual([]);
  expect(kept.filter(({ hasChanged }) => hasChanged).length).toBeGreaterThan(0);
}

test("every object of the five upward steps is accepted in place, phase by phase, on one server", async () => {
  const applied = await onServer(async (cluster) => {
    const steps: Applied[] = [];
    for (const [from, to] of CHAIN) steps.push(...(await walk(cluster, from, to)));
    return steps;
  });
  expectInPlace(applied);
});

test.each(casesOf("leaps and steps down", OTHERS, 2))(
  "every object of the step from %s to %s is accepted in place",
  async (from, to) => {
    expectInPlace(await onServer((cluster) => walk(cluster, from, to)));
  },
);

describe("the server refuses", () => {
  const cases: readonly {
    readonly what: string;
    readonly kind: string;
    readonly change: (spec: Record<string, unknown>, object: Record<string, unknown>) => void;
    readonly words: RegExp;
  }[] = [
    {
      what: "another service name of a StatefulSet",
      kind: "StatefulSet",
      change: (spec) => (spec["serviceName"] = "another"),
      words: /updates to statefulset spec for fields other than 'replicas'/,
    },
    {
      what: "another selector of a Deployment",
      kind: "Deployment",
      change: (spec) => {
        const labels = { another: "label" };
        spec["selector"] = { matchLabels: labels };
        (spec["template"] as { metadata: { labels: Record<string, string> } }).metadata.labels = labels;
      },
      words: /spec\.selector: Invalid value: .*field is immutable/,
    },
    {
      what: "a smaller claim",
      kind: "PersistentVolumeClaim",
      change: (spec) => (spec["resources"] = { requests: { storage: "1Gi" } }),
      words: /spec: Forbidden: spec is immutable after creation|field can not be less than/,
    },
    {
      what: "other parameters of a StorageClass",
      kind: "StorageClass",
      change: (_spec, object) => (object["parameters"] = { type: "gp2" }),
      words: /parameters: Forbidden: updates to parameters are forbidden/,
    },
    {
      what: "a fixed pool of nodes that becomes a growing one",
      kind: "NodePool",
      change: (spec) => delete spec["replicas"],
      words: /Cannot transition NodePool between static/,
    },
    {
      what: "a field that is unknown",
      kind: "HorizontalPodAutoscaler",
      change: (spec) => (spec["maximumReplicas"] = 3),
      words: /field not declared in schema|unknown field "spec\.maximumReplicas"/,
    },
    {
      what: "a schedule that is none",
      kind: "CronJob",
      change: (spec) => (spec["schedule"] = "whenever"),
      words: /spec\.schedule: Invalid value: "whenever"/,
    },
  ];

  const answers = new Map<string, Answer>();

  beforeAll(async () => {
    const manifest = await recordedManifest("20k");
    const objects = kubernetesObjects(manifest).map(({ object }) => object);
    await onServer(async (cluster) => {
      await applyManifest(cluster, manifest);
      for (const { what, kind, change } of cases) {
        const object = objects.find(
          (one) => one.kind === kind && (kind !== "NodePool" || "replicas" in (one["spec"] as object)),
        );
        if (object === undefined) throw new Error(`Tier 20k has no ${kind}.`);
        const changed = structuredClone(object) as KubernetesObject & Record<string, unknown>;
        change((changed["spec"] ?? {}) as Record<string, unknown>, changed);
        answers.set(what, await cluster.apply(changed));
      }
    });
  });

  test.each(cases)("$what", ({ what, words }) => {
    expect(answers.get(what)?.status).toBeGreaterThanOrEqual(400);
    expect(answers.get(what)?.body["message"]).toMatch(words);
  });
});
