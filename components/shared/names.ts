import { createHash } from "node:crypto";
import { KINDS } from "../../kinds";
import { slug } from "../../kinds/slug";
import type { PlatformContext } from "./context";

type Catalogued = (typeof KINDS)[number];
type Named = Extract<Catalogued, { readonly name: { readonly lengthMax: number } }>;
/** Types whose names AWS limits in length. */
export type NamedType = Named["type"];
/** Types whose names are given as prefixes. */
export type PrefixedType = Extract<Named, { readonly name: { readonly isPrefix: true } }>["type"];

/** Longest physical name AWS accepts, by Pulumi type; of a prefix without its hyphen. */
export const NAME_LENGTH_MAX = Object.fromEntries(
  KINDS.flatMap(({ type, name }) => ("lengthMax" in name ? [[type, name.lengthMax]] : [])),
) as Readonly<Record<NamedType, number>>;

const HASH_LENGTH = 8;

function fingerprint(parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return BigInt(`0x${digest.slice(0, 16)}`)
    .toString(36)
    .padStart(HASH_LENGTH, "0")
    .slice(-HASH_LENGTH);
}

/** Beginnings that AWS keeps for itself: of load balancers, of security groups, of buckets. */
const RESERVED_START = /^(internal|sg|sthree|amzn-s3-demo)-/;

/**
 * Physical name of a resource: `<environment>-<role>-<hash>`. Lower-case letters, digits and single hyphens,
 * beginning with a letter, never longer than AWS allows for the type. The hash is of project, stack, environment
 * and role, so names that are cut, or read the same, still differ. An `e` goes before an environment that begins with
 * a digit, or that would begin the name with a word AWS keeps for itself.
 * @param start what a service asks the name to begin with; it takes its room from the rest
 * @throws RangeError when `role` alone does not fit
 */
export function physicalName(
  context: Pick<PlatformContext, "project" | "stack" | "environment">,
  type: NamedType,
  role: string,
  start = "",
): string {
  const max = NAME_LENGTH_MAX[type] - start.length;
  const hash = fingerprint([context.project, context.stack, context.environment, role]);
  const suffix = [slug(role), hash].filter((part) => part !== "").join("-");
  const room = max - suffix.length - 1;
  if (room < 1)
    throw new RangeError(`The role "${role}" is too long for a ${type}: its names hold ${max} characters.`);
  const environment = slug(context.environment);
  const nameFrom = (first: string): string => `${first.slice(0, room).replace(/-+$/, "")}-${suffix}`;
  const name = nameFrom(environment);
  return `${start}${/^[a-z]/.test(name) && !RESERVED_START.test(name) ? name : nameFrom(`e${environment}`)}`;
}
