import { at } from "../../models/manifest/values";
import type { PolicyResource } from "../../policies/rule";
import type { Break } from "./mutant";
import { FOREIGN_ACCOUNT } from "./statements";

/** Another value in place of a reference. */
export interface Other {
  readonly by: Extract<Break, "elsewhere" | "foreign">;
  readonly value: string;
}

/** What names a resource in the inputs of others. */
export interface References {
  /** Values instead of one that refers to something; none for a text that refers to nothing. */
  readonly othersThan: (value: string) => readonly Other[];
}

const NAMES = ["name", "bucketPrefix", "identifier", "replicationGroupId", "userId", "userGroupId"];
const OUTSIDE = /^(arn:|sg-|pl-|vpc-|subnet-)/;

/** Texts by which others refer to a resource of a dry run: its id, the end of its ARN, and names of its own. */
function identitiesOf({ name, inputs, type }: PolicyResource): string[] {
  const own = [...NAMES.map((key) => inputs[key]), at(inputs, "metadata.name")].filter(
    (each): each is string => typeof each === "string" && each.length > 3,
  );
  return type.startsWith("kubernetes:") ? own : [`${name}-id`, `:${name}`, `/${name}`, ...own];
}

const foreign = (value: string): string =>
  /:\d{12}:/.test(value)
    ? value.replace(/:\d{12}:/, `:${FOREIGN_ACCOUNT}:`)
    : `foreign-${value}`.slice(0, 60);

export function referencesOf(resources: readonly PolicyResource[]): References {
  const known = resources.flatMap((resource) =>
    identitiesOf(resource).map((identity) => ({ identity, type: resource.type, name: resource.name })),
  );
  const sites = new Map<string, readonly Other[]>();
  const othersThan = (value: string): readonly Other[] => {
    const target = known
      .filter(
        ({ identity }) =>
          value === identity ||
          (/^[:/]/.test(identity) ? value.endsWith(identity) : false) ||
          (value.startsWith("arn:") && value.includes(identity)) ||
          (identity.endsWith("-") && value.startsWith(identity)),
      )
      .sort((a, b) => b.identity.length - a.identity.length)[0];
    if (target === undefined && !OUTSIDE.test(value)) return [];
    const form =
      target === undefined
        ? undefined
        : identitiesOf(
            resources.find(
              ({ name, type }) => name === target.name && type === target.type,
            ) as PolicyResource,
          ).indexOf(target.identity);
    const another =
      target === undefined
        ? undefined
        : resources.findLast(({ type, name }) => type === target.type && name !== target.name);
    const instead = another === undefined || form === undefined ? undefined : identitiesOf(another)[form];
    return [
      { by: "foreign", value: foreign(value) },
      ...(instead === undefined || target === undefined
        ? []
        : [{ by: "elsewhere" as const, value: value.replace(target.identity, instead) }]),
    ];
  };
  return {
    othersThan: (value) => {
      const before = sites.get(value);
      if (before !== undefined) return before;
      const found = othersThan(value);
      sites.set(value, found);
      return found;
    },
  };
}
