import { isReplica } from "../../kinds/rds/replica";
import { at } from "../../models/manifest/values";
import { BUCKET, KEY, holdsData } from "../effects/companions";
import { inventoryOf } from "../effects/inventory";
import { BUCKET_ENCRYPTION, KEY_INPUTS, rulesOf } from "../effects/keys";
import { shown, textOf } from "../read";
import type { PolicyResource, StackRule } from "../rule";

/** What is published anyway, and a customer key would have to name the distribution that names the bucket. */
const isPublished = ({ component }: PolicyResource): boolean => component === "cdn";

export const requireOwnKey: StackRule = {
  id: "require-own-key",
  title: "What is encrypted is encrypted with the stack's own key",
  rationale:
    "A key of AWS cannot be closed, and its use cannot be watched; a key of another account can be taken away.",
  remedy: "Name the stack's key.",
  severity: "high",
  source: "AWS Well-Architected, SEC08-BP01",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, { region: stackRegion }) => {
    const inventory = inventoryOf(resources);
    // A key of the copies' region encrypts nothing here, nor one of this region there.
    const isOwn = (value: unknown, { inputs }: PolicyResource): boolean => {
      const key = inventory.meant(KEY, value);
      const regionOf = (region: unknown): string => textOf(region) || stackRegion;
      return key !== undefined && regionOf(key.inputs["region"]) === regionOf(inputs["region"]);
    };
    const ofInputs = Object.entries(KEY_INPUTS).flatMap(([type, keys]) =>
      inventory.ofType(type).flatMap((resource) =>
        keys.flatMap(({ path, isRequired }) => {
          const value = at(resource.inputs, path);
          const mayBeAbsent = !isRequired || isReplica(resource);
          return (value === undefined && mayBeAbsent) || isOwn(value, resource)
            ? []
            : [{ urn: resource.urn, wrong: `${path} is ${shown(value)}`, allowed: "the stack's key" }];
        }),
      ),
    );
    const ofBuckets = inventory.ofType(BUCKET_ENCRYPTION).flatMap((resource) => {
      const { urn, inputs } = resource;
      const bucket = inventory.meant(BUCKET, inputs["bucket"]);
      const needsKey = bucket !== undefined && holdsData(bucket) && !isPublished(bucket);
      return rulesOf(inputs).flatMap((rule) => {
        const algorithm = at(rule, "applyServerSideEncryptionByDefault.sseAlgorithm");
        const key = at(rule, "applyServerSideEncryptionByDefault.kmsMasterKeyId");
        if (algorithm === "AES256" && !needsKey) return [];
        return isOwn(key, resource) && algorithm !== "AES256"
          ? []
          : [
              {
                urn,
                wrong: `sseAlgorithm is ${shown(algorithm)} with kmsMasterKeyId ${shown(key)}`,
                allowed: "aws:kms with the stack's key",
              },
            ];
      });
    });
    return [...ofInputs, ...ofBuckets];
  },
};
