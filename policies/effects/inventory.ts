import { cloudOutputs } from "../../models/cloud-outputs";
import { at, recordOf, type Values } from "../../models/manifest/values";
import { onceFor } from "../once-for";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";

/** What others can call a resource by, in the order in which it is looked up. */
const REFERENCES = [
  "id",
  "arn",
  "arnSuffix",
  "name",
  "bucket",
  "url",
  "identifier",
  "replicationGroupId",
  "userGroupId",
  "userId",
  "keyId",
  "metadata.name",
  "vpcConfig.clusterSecurityGroupId",
] as const;

/** The resources of a stack, to be found by type and by what others call them. */
export interface Inventory {
  readonly resources: readonly PolicyResource[];
  /** Of some types, in the order of the manifest. */
  readonly ofType: (...types: readonly string[]) => readonly PolicyResource[];
  /** The one of a type that an id, an ARN or a name means; undefined when the stack has none. */
  readonly meant: (type: string, reference: unknown) => PolicyResource | undefined;
  /** Those of a type whose input at a path means the resource. */
  readonly pointingAt: (resource: PolicyResource, type: string, path: string) => readonly PolicyResource[];
}

/** What the cloud answered to a resource, or would answer. */
export const answerOf = onceFor(
  ({ type, name, inputs, state }: PolicyResource): Values =>
    state ?? { id: `${name}-id`, ...cloudOutputs(type, name, inputs) },
);

/** Ids, ARNs and names of a resource. */
export const referencesOf = onceFor((resource: PolicyResource): readonly string[] => {
  const answered = answerOf(resource);
  const { knownAs = [] } = resource;
  return [...new Set([...REFERENCES.map((key) => textOf(at(answered, key))), ...knownAs])].filter(
    (each) => each !== "",
  );
});

function inventory(resources: readonly PolicyResource[]): Inventory {
  const byType = new Map<string, PolicyResource[]>();
  for (const resource of resources) {
    const known = byType.get(resource.type);
    if (known === undefined) byType.set(resource.type, [resource]);
    else known.push(resource);
  }
  const ofOne = (type: string): readonly PolicyResource[] => byType.get(type) ?? [];
  /** Made when a type is first asked for: in a preview nothing else is read. */
  const indexes = new Map<string, ReadonlyMap<string, PolicyResource>>();
  const indexOf = (type: string): ReadonlyMap<string, PolicyResource> => {
    const known = indexes.get(type);
    if (known !== undefined) return known;
    const index = new Map(
      ofOne(type).flatMap((resource) =>
        referencesOf(resource).map((reference): [string, PolicyResource] => [reference, resource]),
      ),
    );
    indexes.set(type, index);
    return index;
  };
  const meant = (type: string, reference: unknown): PolicyResource | undefined =>
    indexOf(type).get(textOf(reference));
  /** Those of a type by what their input at a path means. */
  const pointersBy = new Map<string, ReadonlyMap<PolicyResource, readonly PolicyResource[]>>();
  const pointers = (target: string, type: string, path: string) => {
    const key = `${target} ${type} ${path}`;
    const known = pointersBy.get(key);
    if (known !== undefined) return known;
    const found = new Map<PolicyResource, PolicyResource[]>();
    for (const resource of ofOne(type)) {
      const to = meant(target, at(recordOf(resource.inputs), path));
      if (to !== undefined) found.set(to, [...(found.get(to) ?? []), resource]);
    }
    pointersBy.set(key, found);
    return found;
  };
  return {
    resources,
    ofType: (...types) => types.flatMap(ofOne),
    meant,
    pointingAt: (resource, type, path) => pointers(resource.type, type, path).get(resource) ?? [],
  };
}

/** The inventory of a stack, made once for all rules. */
export const inventoryOf: (resources: readonly PolicyResource[]) => Inventory = onceFor(inventory);
