import { cloudOutputs } from "../../models/cloud-outputs";
import { isRecord } from "../../models/manifest/values";
import type { PolicyResource } from "../../policies/rule";

const snake = (camel: string): string =>
  camel
    .replace(/([a-z0-9])([A-Z])/g, (_, before: string, after: string) => `${before}_${after}`)
    .toLowerCase();

/** Modules whose resources Terraform calls otherwise than Pulumi; the rest is `aws_<module>_<name>`. */
const MODULES: Readonly<Record<string, string>> = { ec2: "aws", rds: "aws_db", costexplorer: "aws_ce" };
const TYPES: Readonly<Record<string, string>> = { "aws:lb/loadBalancer:LoadBalancer": "aws_lb" };

/** `aws_s3_bucket_versioning` of `aws:s3/bucketVersioning:BucketVersioning`: Pulumi's provider is made of Terraform's. */
function terraformType(type: string): string {
  const [, module = "", name = ""] = /^aws:(\w+)\/(\w+):/.exec(type) ?? [];
  return TYPES[type] ?? `${MODULES[module] ?? `aws_${module}`}_${snake(name)}`;
}

/** Maps, whose keys are not names of the schema. */
const MAPS = ["tags", "dimensions", "variables"];

/** Blocks that may occur more than once have the plural in Pulumi and the singular in Terraform. */
const singular = (key: string): string =>
  key.endsWith("ies") ? `${key.slice(0, -3)}y` : key.endsWith("s") ? key.slice(0, -1) : key;

type Refer = (value: string) => string;

function valueOf(key: string, value: unknown, refer: Refer): readonly [string, unknown] {
  const name = snake(key);
  if (typeof value === "string") return [name, refer(value)];
  if (Array.isArray(value)) {
    const items = value as unknown[];
    if (items.some(isRecord)) return [singular(name), items.map((item) => blockOf(item, refer))];
    return [name, items.map((item) => (typeof item === "string" ? refer(item) : item))];
  }
  if (!isRecord(value)) return [name, value];
  return MAPS.includes(key) ? [name, value] : [name, [blockOf(value, refer)]];
}

const blockOf = (value: unknown, refer: Refer): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).map(([key, inside]) => valueOf(key, inside, refer)),
  );

/** Outputs by which one resource of AWS refers to another. */
const REFERRED = ["id", "arn", "bucket", "name", "url", "keyId"] as const;

/** Outputs that other types have as an input, where they name another resource. */
const ONLY_OF: Readonly<Partial<Record<(typeof REFERRED)[number], string>>> = {
  bucket: "aws:s3/bucket:Bucket",
  url: "aws:sqs/queue:Queue",
};

/** Values that stand for a resource, as Terraform refers to it. */
function references(resources: readonly PolicyResource[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ type, name, inputs }) => {
      const outputs: Readonly<Record<string, unknown>> = {
        id: `${name}-id`,
        ...cloudOutputs(type, name, { ...inputs }),
      };
      const keys = REFERRED.filter((key) => ONLY_OF[key] === undefined || ONLY_OF[key] === type);
      return keys.flatMap((key): [string, string][] => {
        const value = outputs[key];
        return typeof value === "string" && value.length > 3
          ? [[value, `\${${terraformType(type)}.${name}.${key === "keyId" ? "key_id" : key}}`]]
          : [];
      });
    }),
  );
}

/** The resources of AWS among some, as a file of Terraform in its JSON syntax. */
export function terraformOf(resources: readonly PolicyResource[]): string {
  const own = resources.filter(({ type }) => type.startsWith("aws:"));
  const known = references(own);
  const byType: Record<string, Record<string, unknown>> = {};
  for (const { type, name, inputs } of own) {
    const names = [inputs["name"], inputs["identifier"], name];
    const refer: Refer = (value) => (names.includes(value) ? value : (known.get(value) ?? value));
    (byType[terraformType(type)] ??= {})[name] = blockOf(inputs, refer);
  }
  return JSON.stringify({ resource: byType }, null, 2);
}
