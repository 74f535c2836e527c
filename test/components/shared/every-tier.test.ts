import { HARDENED_CONTAINER, hardenedPod } from "../../../components/shared/hardened-pod";
import { DENY_ALL } from "../../../components/shared/network-policy-parts";
import { NAMESPACES } from "../../../components/shared/references";
import { ofType, type ManifestResource } from "../../../models/manifest/manifest";
import { at, listOf, recordOf } from "../../../models/manifest/values";
import { TIER_NAMES, type TierName } from "../../../tiers";
import { recordedTiers } from "../../support/recorded-tiers";

const manifestOf = recordedTiers();

/** Pod specs by the name of the resource that makes the pods, whatever its type. */
function pods(tier: TierName): Map<string, unknown> {
  const specs = manifestOf(tier).resources.map(({ name, type, inputs }): [string, unknown] => [
    name,
    type.startsWith("kubernetes:")
      ? (at(inputs, "spec.template.spec") ?? at(inputs, "spec.jobTemplate.spec.template.spec"))
      : undefined,
  ]);
  return new Map(specs.filter(([, spec]) => listOf(at(spec, "containers")).length > 0));
}

/** Resources of a type that configure this bucket. */
const settingsOf = (tier: TierName, bucket: ManifestResource, type: string): ManifestResource[] =>
  ofType(manifestOf(tier), `aws:s3/${type}`).filter(({ parent }) => parent === bucket.parent);

test.each(TIER_NAMES)(
  "every pod of %s is hardened in the one way, but for what reads the logs of nodes",
  (tier) => {
    const found = pods(tier);
    // Its own test says what it has instead.
    expect(found.delete("pod-logs-daemon-set")).toBe(true);
    expect([...found.keys()]).toEqual(
      expect.arrayContaining(["app-web-deployment", "postgres-pooler-rw-deployment", "qdrant-peers"]),
    );
    for (const [name, spec] of found) {
      const { runAsUser, fsGroup } = recordOf(at(spec, "securityContext"));
      expect({ name, ...recordOf(spec) }).toMatchObject({ name, ...hardenedPod(Number(runAsUser)) });
      expect(Number(runAsUser)).toBeGreaterThan(0);
      expect([undefined, runAsUser]).toContain(fsGroup);
      for (const container of [...listOf(at(spec, "initContainers")), ...listOf(at(spec, "containers"))])
        expect(at(container, "securityContext")).toEqual(HARDENED_CONTAINER);
    }
  },
);

test("a hardened pod is no root, and has neither a token nor the addresses of other Services", () => {
  expect(hardenedPod(70)).toEqual({
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 70,
      runAsGroup: 70,
      seccompProfile: { type: "RuntimeDefault" },
    },
  });
  expect(HARDENED_CONTAINER).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

test.each(TIER_NAMES)(
  "every namespace of %s is closed, and takes hardened pods only, but for the one of the logs",
  (tier) => {
    const namespaces = ofType(manifestOf(tier), "kubernetes:core/v1:Namespace");
    expect(namespaces.map(({ inputs }) => at(inputs, "metadata.name")).sort()).toEqual(
      Object.values(NAMESPACES).sort(),
    );
    for (const { urn, inputs } of namespaces) {
      const level = at(inputs, "metadata.name") === NAMESPACES.logs ? "privileged" : "restricted";
      expect(recordOf(at(inputs, "metadata.labels"))).toMatchObject({
        "pod-security.kubernetes.io/enforce": level,
        "pod-security.kubernetes.io/warn": level,
      });
      const closing = ofType(manifestOf(tier), "kubernetes:networking.k8s.io/v1:NetworkPolicy").filter(
        (policy) =>
          at(policy.inputs, "metadata.namespace") === at(inputs, "metadata.name") &&
          listOf(at(policy.inputs, "spec.policyTypes")).length === 2 &&
          Object.keys(recordOf(at(policy.inputs, "spec.podSelector"))).length === 0,
      );
      expect(closing.map((policy) => at(policy.inputs, "spec"))).toEqual([DENY_ALL]);
      expect(closing.flatMap(({ dependsOn }) => dependsOn)).toContain(urn);
    }
  },
);

test.each(TIER_NAMES)(
  "every bucket of %s is closed to the public, encrypted, and refuses plain HTTP",
  (tier) => {
    const buckets = ofType(manifestOf(tier), "aws:s3/bucket:Bucket");
    expect(buckets.length).toBeGreaterThanOrEqual(2);
    for (const bucket of buckets) {
      const inputsOf = (type: string) => settingsOf(tier, bucket, type).map(({ inputs }) => inputs);
      expect(inputsOf("bucketPublicAccessBlock:BucketPublicAccessBlock")).toEqual([
        expect.objectContaining({
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        }),
      ]);
      expect(inputsOf("bucketOwnershipControls:BucketOwnershipControls")).toEqual([
        expect.objectContaining({ rule: { objectOwnership: "BucketOwnerEnforced" } }),
      ]);
      expect(
        inputsOf("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
      ).toHaveLength(1);
      const [policy] = inputsOf("bucketPolicy:BucketPolicy");
      const { Statement: statements } = JSON.parse(String(policy?.["policy"])) as { Statement: unknown[] };
      expect(statements).toContainEqual(
        expect.objectContaining({
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        }),
      );
    }
  },
);

test.each(TIER_NAMES)("what keeps a bucket of %s closed stays as long as the bucket", (tier) => {
  const buckets = ofType(manifestOf(tier), "aws:s3/bucket:Bucket").filter(
    ({ retainOnDelete }) => retainOnDelete,
  );
  expect(buckets.length).toBeGreaterThanOrEqual(2);
  for (const bucket of buckets)
    for (const type of [
      "bucketPublicAccessBlock:BucketPublicAccessBlock",
      "bucketOwnershipControls:BucketOwnershipControls",
      "bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "bucketPolicy:BucketPolicy",
      "bucketVersioning:BucketVersioning",
      "bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    ])
      expect(settingsOf(tier, bucket, type)).toEqual([
        expect.objectContaining({ retainOnDelete: true, protect: true }),
      ]);
});
