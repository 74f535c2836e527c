import { peerPodTemplate } from "../../../components/qdrant/peer";
import { NODE_POOL_KEY } from "../../../components/shared/references";
import { TIER_NAMES, tierNamed, tiers, type TierSpec } from "../../../tiers";

const selectorLabels = { "app.kubernetes.io/name": "qdrant" };
const template = (spec: TierSpec["qdrant"], apiKeyGenerations: readonly number[] = [1]) =>
  peerPodTemplate({
    spec,
    zoneCount: 3,
    podLabels: { ...selectorLabels, "cost-component": "qdrant" },
    selectorLabels,
    apiKeyGenerations,
  });
/** The template as JSON, the way the API server gets it. */
const json = (spec: TierSpec["qdrant"], generations?: readonly number[]) =>
  JSON.parse(JSON.stringify(template(spec, generations))) as {
    metadata: { annotations: Record<string, string> };
    spec: Record<string, unknown> & { containers: [Record<string, unknown>] };
  };

const shared = tierNamed("500").qdrant;
const dedicated = tierNamed("2k").qdrant;

test("a template is the same at tiers of the same sizes and placement", () => {
  const fiveK = tierNamed("5k").qdrant;
  const tenK = tierNamed("10k").qdrant;
  expect(tenK.peerCount).not.toBe(fiveK.peerCount);
  expect(json(tenK)).toEqual(json(fiveK));
});

test.each(TIER_NAMES)("tier %s names neither itself nor its budget in the template", (tier) => {
  const text = JSON.stringify(template(tierNamed(tier).qdrant));
  expect(text).not.toMatch(/scaling-tier(?!s)|budget/);
});

test("memory is requested and limited alike, CPU requested only", () => {
  for (const { qdrant } of tiers)
    expect(json(qdrant).spec.containers[0]["resources"]).toEqual({
      requests: { cpu: `${qdrant.cpuRequestMillicores}m`, memory: `${qdrant.memoryMiB}Mi` },
      limits: { memory: `${qdrant.memoryMiB}Mi` },
    });
});

// Drains wait an hour for a pod that is annotated so, and then take all peers at once: seen at 500 to 100.
test.each([shared, dedicated])("nothing but its budget keeps a drain off a peer", (peer) => {
  expect(json(peer).metadata.annotations).not.toHaveProperty(["karpenter.sh/do-not-disrupt"]);
});

test("shared peers run on the app pool", () => {
  const { spec } = json(shared);
  expect(spec["nodeSelector"]).toEqual({ [NODE_POOL_KEY]: "app" });
  expect(spec).not.toHaveProperty("tolerations");
});

test("dedicated peers run on their own pools, whose taint they tolerate", () => {
  const { spec } = json(dedicated);
  expect(spec["nodeSelector"]).toEqual({ [NODE_POOL_KEY]: "qdrant" });
  expect(spec["tolerations"]).toEqual([
    { key: NODE_POOL_KEY, operator: "Equal", value: "qdrant", effect: "NoSchedule" },
  ]);
});

test("peers spread over all zones and over nodes, shared or dedicated", () => {
  for (const spec of [shared, dedicated])
    expect(json(spec).spec).toMatchObject({
      topologySpreadConstraints: [
        {
          topologyKey: "topology.kubernetes.io/zone",
          maxSkew: 1,
          minDomains: 3,
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: { matchLabels: selectorLabels },
        },
      ],
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: selectorLabels } },
          ],
        },
      },
    });
});

test("new peers on dedicated nodes keep out of the zone of a peer that is still on a node of the app", () => {
  const policyOf = (spec: typeof dedicated): readonly unknown[] =>
    (json(spec).spec["topologySpreadConstraints"] as Record<string, unknown>[]).map(
      (constraint) => constraint["nodeAffinityPolicy"],
    );
  expect([policyOf(dedicated), policyOf(shared)]).toEqual([["Ignore"], [undefined]]);
});

test("a peer runs without privileges, writing only to its volume and to /tmp", () => {
  const { spec } = json(dedicated);
  expect(spec).toMatchObject({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 1000,
      fsGroup: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    },
  });
  const [container] = spec.containers;
  expect(container["securityContext"]).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
  expect(container["volumeMounts"]).toEqual([
    { name: "storage", mountPath: "/qdrant/storage" },
    { name: "start", mountPath: "/start", readOnly: true },
    { name: "tmp", mountPath: "/tmp" },
  ]);
});

test("distributed mode is on from one peer on, and the API key comes from the Secret", () => {
  const environment = json(tierNamed("100").qdrant).spec.containers[0]["env"];
  expect(environment).toContainEqual({ name: "QDRANT__CLUSTER__ENABLED", value: "true" });
  expect(environment).toContainEqual({
    name: "QDRANT__SERVICE__API_KEY",
    valueFrom: { secretKeyRef: { name: "qdrant-api-key", key: "api-key" } },
  });
  expect(environment).toContainEqual({
    name: "QDRANT__SERVICE__READ_ONLY_API_KEY",
    valueFrom: { secretKeyRef: { name: "qdrant-api-key", key: "read-only-api-key" } },
  });
});

test("snapshots are made on the volume, which is larger than the node's disk", () => {
  expect(json(dedicated).spec.containers[0]["env"]).toContainEqual({
    name: "QDRANT__STORAGE__SNAPSHOTS_PATH",
    value: "/qdrant/storage/snapshots",
  });
});

test("probes ask only endpoints that need no key, and give a loading peer half an hour", () => {
  expect(json(dedicated).spec.containers[0]).toMatchObject({
    startupProbe: { httpGet: { path: "/livez", port: "http" }, periodSeconds: 5, failureThreshold: 360 },
    livenessProbe: { httpGet: { path: "/livez", port: "http" }, periodSeconds: 30, failureThreshold: 10 },
    readinessProbe: { httpGet: { path: "/readyz", port: "http" }, periodSeconds: 5, failureThreshold: 3 },
  });
});

test("the time to stop covers the pause before the signal and the flush after it", () => {
  const { spec } = json(dedicated);
  expect(spec.containers[0]["lifecycle"]).toEqual({ preStop: { sleep: { seconds: 10 } } });
  expect(spec["terminationGracePeriodSeconds"]).toBe(300);
});

test("peers restart when the API key is renewed", () => {
  const checksum = (...generations: number[]) =>
    json(dedicated, generations).metadata.annotations["checksum/config"];
  expect(checksum(1)).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set([checksum(1), checksum(1, 2), checksum(2)]).size).toBe(3);
});

test("during a rotation they take a second key, which need not be there for one that starts late (16)", () => {
  const environment = (...generations: number[]) =>
    json(dedicated, generations).spec.containers[0]["env"] as { name: string }[];
  const alternative = {
    name: "QDRANT__SERVICE__ALT_API_KEY",
    valueFrom: { secretKeyRef: { name: "qdrant-api-key", key: "alt-api-key", optional: true } },
  };
  expect(environment(1, 2)).toContainEqual(alternative);
  for (const generation of [1, 2])
    expect(environment(generation).map(({ name }) => name)).not.toContain(alternative.name);
});
