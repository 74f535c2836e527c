import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey } from "../../../components/operations/encryption-key";
import { stackKeyPolicy } from "../../../components/operations/key-policy";
import { TIER_NAMES, type TierName } from "../../../tiers";
import { contextOf, recordResources, type Recorded } from "../../support/record";

const CLUSTER_ROLE = "arn:aws:iam::123456789012:role/cluster";
const recorded = {} as Record<TierName, Recorded>;

const record = (tier: TierName, allowDataDestruction = false): Promise<Recorded> =>
  recordResources(() => ({
    keyArn: new EncryptionKey("encryption-key", {
      context: contextOf(tier, { allowDataDestruction }),
      clusterRoleArn: pulumi.output(CLUSTER_ROLE),
      backupAccountId: null,
    }).keyArn,
  }));

beforeAll(async () => {
  for (const tier of TIER_NAMES) recorded[tier] = await record(tier);
});

test.each(TIER_NAMES)("tier %s has one key and its alias, booked on operations", (tier) => {
  expect(recorded[tier].names()).toEqual(["encryption-key", "encryption-key-alias", "encryption-key-key"]);
  for (const { component } of recorded[tier].resources) expect(component).toBe("operations");
});

test.each(TIER_NAMES)(
  "tier %s: the key rotates, waits 30 days when deleted and outlives the stack",
  (tier) => {
    const key = recorded[tier].named("encryption-key-key");
    expect(key).toMatchObject({ protect: true, retainOnDelete: true });
    expect(key.inputs).toMatchObject({
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      description: "Data at rest of scaling-tiers, stack test",
      tags: { "cost-component": "operations", "scaling-tier": tier },
    });
  },
);

test.each(TIER_NAMES)("tier %s: the policy is the stack's and no tier edits it", (tier) => {
  const policy = recorded[tier].named("encryption-key-key").inputs["policy"];
  expect(JSON.parse(String(policy))).toEqual(stackKeyPolicy(contextOf("100"), CLUSTER_ROLE, null));
  expect(policy).toBe(recorded["100"].named("encryption-key-key").inputs["policy"]);
});

test("the alias points to the key and goes with the stack, so that a new stack can have the name", () => {
  const alias = recorded["100"].named("encryption-key-alias");
  expect(alias).toMatchObject({ protect: false, retainOnDelete: false });
  expect(alias.inputs["name"]).toMatch(/^alias\/test-encryption-key-[a-z0-9]{8}$/);
  expect(recorded["100"].dependenciesOf("encryption-key-alias")).toEqual(["encryption-key-key"]);
});

test("keyArn is the key's", () => {
  expect(recorded["100"].outputs["keyArn"]).toBe(
    "arn:aws:kms:us-east-1:123456789012:key/id-of-encryption-key-key",
  );
});

test("allowDataDestruction lifts the protection and still keeps the key", async () => {
  expect((await record("100", true)).named("encryption-key-key")).toMatchObject({
    protect: false,
    retainOnDelete: true,
  });
});
