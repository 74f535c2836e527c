import { z } from "zod";
import type { Problem } from "../tiers";

/** How a setting is set by the command line of Pulumi. */
interface Way {
  /** What it takes, in words. */
  readonly takes: string;
  /** Below the key, in Pulumi's syntax: `[0]`, `.name`; empty for a plain value. */
  readonly below: string;
  readonly example: string;
}

const way = (takes: string, example: string, below = ""): Way => ({ takes, below, example });

const WAYS: ReadonlyMap<string, Way> = new Map([
  ["publicAccessCidrs", way("a list of CIDR blocks", "203.0.113.7/32", "[0]")],
  ["deployerRoleArns", way("a list of ARNs of IAM roles", "arn:aws:iam::123456789012:role/deployer", "[0]")],
  ["alertEmail", way("an e-mail address", "you@example.com")],
  ["zoneIds", way("a list of three zone ids", "use1-az1", "[0]")],
  ["domain", way("an object with the keys name and hostedZoneId", "app.example.com", ".name")],
  ["nodeMaintenance", way("an object with the keys cronUtc and durationHours", "4", ".durationHours")],
  ["costAnomaly", way("an object with the key create or existingMonitorArn", "true", ".create")],
  ["phase", way("an object with the keys from and name", "move", ".name")],
  ["overrides", way("an object with fields of the tier", "true", ".postgres.multiAz")],
]);

const within = (schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema;

/** Whether a text is what a list takes: the likeliest mistake of all is a list of one, given as that one. */
function isElement(schema: z.core.$ZodType | undefined, text: string): boolean {
  const list = within(schema);
  return list instanceof z.ZodArray && z.safeParse(list.element, text).success;
}

/** A word as a shell takes it. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

const commandOf = (key: string, { below, example }: Way, value = example): string => {
  const path = below === "" ? key : `--path ${quoted(`${key}${below}`)}`;
  return `pulumi config set ${path} ${quoted(value)}`;
};

/** What a setting takes and how to set it; undefined where the schema's own words have to do. */
export function settingWay(
  key: string,
  schema: z.core.$ZodType | undefined,
  given?: string,
): string | undefined {
  if (within(schema) instanceof z.ZodBoolean)
    return `true or false; set it with: pulumi config set ${key} true`;
  const own = WAYS.get(key);
  if (own === undefined) return undefined;
  const value = given !== undefined && isElement(schema, given) ? given : undefined;
  return `${own.takes}; set it with: ${commandOf(key, own, value)}`;
}

const isAbsent = ({ given }: Problem): boolean => ["nothing", "[]", '""'].includes(given);

/** A problem in the words that mend it, where a whole setting is missing. */
export function withWay(problem: Problem, shape: Readonly<Record<string, z.core.$ZodType>>): Problem {
  if (!isAbsent(problem) || /pulumi config/.test(problem.allowed)) return problem;
  const schema = Object.hasOwn(shape, problem.path) ? shape[problem.path] : undefined;
  return { ...problem, allowed: settingWay(problem.path, schema) ?? problem.allowed };
}
