import { at } from "../../../models/manifest/values";
import { ofType, type Manifest, type ManifestResource } from "../../../models/manifest/manifest";
import { constant } from "../../pricing/figures";
import type { CostItem, Formula } from "../../pricing/formula";
import { gibAt, numberAt, textAt } from "../../pricing/inputs";

/** Every gp3 volume brings these (EBS user guide, "General Purpose SSD volumes"). */
const INCLUDED = { iops: 3_000, throughput: 125 } as const;

function storageClassOf(resource: ManifestResource, manifest: Manifest): ManifestResource | undefined {
  const name = textAt(resource, "spec.storageClassName");
  return ofType(manifest, "kubernetes:storage.k8s.io/v1:StorageClass").find(
    ({ inputs }) => at(inputs, "metadata.name") === name,
  );
}

/** A volume of EBS behind a claim. */
export const persistentVolumeClaimPrice: Formula = (resource, { manifest }) => {
  const storageClass = storageClassOf(resource, manifest);
  const extra = (item: string, key: "iops" | "throughput", priceKey: string): CostItem[] => {
    const amount =
      storageClass === undefined ? 0 : numberAt(storageClass, `parameters.${key}`, INCLUDED[key]);
    if (amount <= INCLUDED[key]) return [];
    return [{ item, priceKey, quantity: constant(amount - INCLUDED[key]), basis: "fixed", assumption: null }];
  };
  return [
    {
      item: "volume",
      priceKey: "ebs.gp3.storage",
      quantity: constant(gibAt(resource, "spec.resources.requests.storage")),
      basis: "fixed",
      assumption: null,
    },
    ...extra("IOPS beyond the included ones", "iops", "ebs.gp3.iopsExtra"),
    ...extra("throughput beyond the included one", "throughput", "ebs.gp3.throughputExtra"),
  ];
};
