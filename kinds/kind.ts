import type { Values } from "../models/manifest/values";
import type {
  ChangeRule,
  CreateDuration,
  Effect,
  NameRule,
  RefusalFacts,
  Replacement,
  TagClass,
  Unjudged,
} from "./facts";
import type { Lead } from "./lead";
import type { Price } from "./pricing/price";
import type { ReadBack } from "./read-back";

/** What is known about one resource type. */
export interface KindParts<Name extends NameRule> {
  readonly name: Name;
  readonly tags: TagClass;
  readonly price: Price;
  readonly replaces: Replacement;
  /** What a changed input does to users; the first rule that fits counts. */
  readonly changes: readonly [ChangeRule, ...ChangeRule[]] | Unjudged;
  /** What its end does to users; nothing when absent. The first rule that fits counts. */
  readonly deletes?: readonly Effect[];
  /** Minutes until it is there; a few seconds when absent. */
  readonly creates?: readonly CreateDuration[];
  /**
   * Outputs that the service computes and components read, as fixed texts, so that nothing downstream is unknown.
   * @param name logical name, or one that tells two objects of it apart
   */
  readonly computed?: (name: string, inputs: Values) => Values;
  /** Inputs that are read back otherwise than given; one of a kind that is not here is read as it was given. */
  readonly readsBack?: readonly ReadBack[];
  /** What must be ready before it, as it sends traffic there; absent for what leads nobody anywhere. */
  readonly leads?: readonly Lead[];
  /** The first that applies is reported. */
  readonly refusals?: readonly RefusalFacts[];
  /** Option of a stack that builds it; absent for what a tier builds by itself. */
  readonly onlyWith?: string;
}

export interface Kind<
  Type extends string = string,
  Name extends NameRule = NameRule,
> extends KindParts<Name> {
  /** Pulumi type token. */
  readonly type: Type;
}

/** The catalogue's entry for a Pulumi type token. A part that is missing does not compile. */
export function kind<const Type extends string, const Name extends NameRule>(
  type: Type,
  parts: KindParts<Name>,
): Kind<Type, Name> {
  return { type, ...parts };
}

const kebab = (camel: string): string =>
  camel
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before}-${after}`)
    .toLowerCase();

/** Folder and file that describe a type: `rds/instance` of `aws:rds/instance:Instance`, below `kinds/`. */
export function placeOf(type: string): { readonly service: string; readonly file: string } {
  const [provider = "", path = "", name = ""] = type.split(":");
  const module = path.split("/")[0] ?? "";
  const service = provider === "aws" ? module : provider === "kubernetes" ? `kubernetes/${module}` : provider;
  return { service, file: `${service}/${kebab(name)}` };
}
