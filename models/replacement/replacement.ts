import { kindOf } from "../../kinds";
import { touches, type PathChange } from "../manifest/changes";
import { at, type Values } from "../manifest/values";

/** Paths for which pulumi-kubernetes replaces an object of any kind (KUBERNETES_DIFF in kinds/sources.ts). */
const EVERY_OBJECT = ["metadata.name", "metadata.namespace"];

/** Types whose replacement the catalogue decides. */
export const isJudged = (type: string): boolean => kindOf(type) !== undefined;

function awsReplaces(
  type: string,
  before: Values,
  after: Values,
  region: string,
  change: PathChange,
): boolean {
  const entry = kindOf(type)?.replaces;
  // A type without data: say that it is replaced, so that the gap shows.
  if (entry === undefined) return true;
  // Of any type (hashicorp/terraform-provider-aws:internal/provider/sdkv2, region customise-diff, v6.x).
  if (touches(change, "region")) return (at(before, "region") ?? region) !== (at(after, "region") ?? region);
  if (entry.inputs === "every" || entry.inputs.some((property) => touches(change, property))) return true;
  return (entry.conditional ?? [])
    .filter(({ property }) => touches(change, property))
    .some(({ decides }) => decides(before, after, change));
}

/** Changes of an AWS resource that force a replacement, by what is known of the provider. */
export function awsReplacing(
  type: string,
  before: Values,
  after: Values,
  changes: readonly PathChange[],
  region: string,
): PathChange[] {
  return changes.filter((change) => awsReplaces(type, before, after, region, change));
}

/** Changes of a Kubernetes object for which the provider deletes and creates it. */
export function kubernetesReplacing(
  type: string,
  changes: readonly PathChange[],
  isSwitchedOn: (setting: string) => boolean,
): PathChange[] {
  const entry = kindOf(type)?.replaces;
  if (entry === undefined || entry.inputs === "every") return [...changes];
  const { inputs, mutableWith } = entry;
  const isMutable = mutableWith !== undefined && isSwitchedOn(mutableWith.setting);
  const paths = [...EVERY_OBJECT, ...(isMutable ? mutableWith.except : inputs)];
  return changes.filter((change) => paths.some((path) => touches(change, path)));
}
