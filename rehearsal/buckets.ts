import { at, listOf, type Values } from "../models/manifest/values";
import { textOf } from "./values";
import type { World, WorldObject } from "./world";

const BUCKET = "aws:s3/bucket:Bucket";
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
const GET_OBJECTS = "aws:s3/getObjects:getObjects";

/** What the buckets of the stand-in S3 hold: texts by key, by the name of the bucket. */
export class Buckets {
  private texts = new Map<string, ReadonlyMap<string, string>>();

  save(): Buckets {
    const copy = new Buckets();
    copy.restore(this);
    return copy;
  }

  restore({ texts }: Buckets): void {
    this.texts = new Map(texts);
  }

  /** Whether anything was ever put there. */
  isKnown(bucket: string): boolean {
    return this.texts.has(bucket);
  }

  /** Objects whose keys begin so, in order of their keys. */
  list(bucket: string, prefix = ""): readonly (readonly [key: string, text: string])[] {
    return [...(this.texts.get(bucket) ?? [])]
      .filter(([key]) => key.startsWith(prefix))
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Puts an object, and copies it to wherever a rule of the bucket says. */
  put(bucket: string, key: string, text: string, world: World): void {
    this.texts.set(bucket, new Map(this.texts.get(bucket)).set(key, text));
    for (const copy of copiesOf(bucket, key, world)) this.put(copy, key, text, world);
  }

  /** Somebody deletes the buckets of an account, with all versions. @param own their names */
  deleteAll(own: readonly string[]): void {
    for (const bucket of own) this.texts.delete(bucket);
  }

  /** `aws s3 sync` of all objects whose keys begin so. @param source the buckets of the other account. Default: these */
  sync(from: string, to: string, prefix: string, world: World, source: Buckets = this): void {
    for (const [key, text] of source.list(from, prefix)) this.put(to, key, text, world);
  }
}

/** Buckets to which the rules of a bucket copy an object; those of another account by the names in their ARNs. */
const copiesOf = (bucket: string, key: string, world: World): string[] =>
  world
    .ofType(REPLICATION)
    .filter(({ inputs }) => inputs["bucket"] === bucket)
    .flatMap(({ inputs }) => listOf(inputs["rules"]))
    .filter(
      (rule) => at(rule, "status") === "Enabled" && key.startsWith(textOf(at(rule, "filter.prefix") ?? "")),
    )
    .flatMap((rule) =>
      isForeign(rule)
        ? [textOf(at(rule, "destination.bucket")).split(":::")[1] ?? ""]
        : world
            .ofType(BUCKET)
            .filter(({ outputs }) => outputs["arn"] === at(rule, "destination.bucket"))
            .map(nameOf),
    );

const isForeign = (rule: unknown): boolean => at(rule, "destination.account") !== undefined;

/** Name of a bucket, which AWS ends. */
export const nameOf = ({ outputs }: Pick<WorldObject, "outputs">): string => textOf(outputs["bucket"]);

/** What S3 answers about objects of a bucket that something was put into; undefined for another question. */
export function bucketAnswer(token: string, args: Values, { buckets }: World): Values | undefined {
  const bucket = String(args["bucket"]);
  if (token !== GET_OBJECTS || !buckets.isKnown(bucket)) return undefined;
  return { ...args, keys: buckets.list(bucket, textOf(args["prefix"] ?? "")).map(([key]) => key) };
}
