/**
 * How an object that exists is named to the provider, as `pulumi import` names it. Texts are templates: `{vpcId}` stands for
 * an input by its path, `{name|$name}` for the first of two that is given, `{$name}` for the logical name, `{$account}` for
 * the account, `{$found}` for what a lookup has found and `{$tail}` for that after its last slash.
 */
export interface Import {
  /** Import id. Default: `{$found}`. */
  readonly id?: string;
  /** Where the id cannot be made of inputs. */
  readonly lookup?: Lookup;
  /** Inputs, by path, that AWS does not tell: the provider's tests leave them out when they import. */
  readonly unread?: readonly string[];
  readonly source: string;
}

/** A command of the AWS CLI that only reads, and that finds exactly one value for each object. */
export interface Lookup {
  /** Arguments after `aws`, at spaces; a value may hold spaces itself. */
  readonly command: string;
  /** JMESPath, of `--query`. */
  readonly query: string;
  /** Default: the region of the object. */
  readonly region?: string;
  /** Output, by path, that is found, where it is another than the id and other objects name this one by it. */
  readonly gives?: string;
  /** Input that must be given; the first lookup of several whose input is there is asked. */
  readonly when?: string;
}

/** Nothing to import: the value is in the state alone, or the object only stands for a wait. */
export interface Lost {
  readonly lost: string;
}

export type ImportFact = Import | Lost | readonly [Import, ...Import[]];

/** The section «Import» of the provider's page, as `@pulumi/aws` 7.48.0 brings it along. */
const page = (path: string): string =>
  `https://www.pulumi.com/registry/packages/aws/api-docs/${path}/#import`;

/** An id that is made of inputs. */
export const named = (
  path: string,
  id: string,
  more: Pick<Import, "unread"> = {},
): Import & { readonly id: string } => ({ id, ...more, source: page(path) });

/** An id that AWS gives. */
export const found = (
  path: string,
  command: string,
  query: string,
  { id, unread, ...lookup }: Pick<Import, "id" | "unread"> & Pick<Lookup, "gives" | "region" | "when"> = {},
): Import & { readonly lookup: Lookup } => ({
  ...(id === undefined ? {} : { id }),
  ...(unread === undefined ? {} : { unread }),
  lookup: { command, query, ...lookup },
  source: page(path),
});

/** Filters of the tags that tell a stack's objects from those of others. */
export const OWN_TAGS =
  "Name=tag:project,Values={tags.project} Name=tag:environment,Values={tags.environment}";

/** The ARN of the one object of a sort that carries the stack's tags; its id is what follows the last slash. */
export const taggedArn = (sort: string): readonly [command: string, query: string] => [
  `resourcegroupstaggingapi get-resources --resource-type-filters ${sort} --tag-filters Key=project,Values={tags.project} Key=environment,Values={tags.environment}`,
  "ResourceTagMappingList[].ResourceARN",
];
