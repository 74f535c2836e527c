import { createHash } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { isRecord, recordOf } from "../../models/manifest/values";
import { PROJECT } from "../../stacks/dry-run-config";
import { InputError, parseTierName, type TierName } from "../../tiers";
import { PROJECT_FILES, pulumiProject, type PulumiProject } from "./pulumi-project";
import { readText } from "./read-text";
import { readYaml } from "./read-yaml";

/** What a stack's file asks for. */
export interface StackValues {
  readonly tier: TierName;
  /**
   * Full keys of this program, as text; the prefix is that of the program, whatever the project is called. Where a value
   * is encrypted, a word stands for it that tells it from another one.
   */
  readonly config: Readonly<Record<string, string>>;
}

/** A file `Pulumi.<stack>.yaml` of a checkout: with its values, or why they cannot be known. */
export type StackFile = {
  readonly stack: string;
  /** Below the checkout. */
  readonly file: string;
  /** Tells whether the file is another than before. */
  readonly digest: string;
  /** Digest of each value that is encrypted, by its key. */
  readonly encrypted: Readonly<Record<string, string>>;
  /** It belongs to another Pulumi project of the repository. */
  readonly isForeign: boolean;
} & (
  | { readonly values: StackValues; readonly why?: undefined }
  | { readonly values?: undefined; readonly why: string }
);

const NAME = /^Pulumi\.(.+)(\.ya?ml|\.json)$/;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const isEncrypted = (value: unknown): value is Readonly<Record<"secure", unknown>> =>
  isRecord(value) && "secure" in value;

/** A word in place of what is encrypted. */
const wordFor = (value: unknown): string => `encrypted-${sha256(JSON.stringify(value)).slice(0, 12)}`;

/** A value with `stand` in place of what is encrypted. */
function readable(value: unknown, stand: (encrypted: unknown) => unknown): unknown {
  if (isEncrypted(value)) return stand(value);
  if (Array.isArray(value)) return value.map((inner) => readable(inner, stand));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readable(inner, stand)]));
}

/** Variables of the product: what is encrypted among them is told from what is not. */
const VARIABLES = ["appEnvironment", "appSecrets"];

/** What the program is given of a value, as text. */
function textFor(key: string, value: unknown): string {
  if (!VARIABLES.includes(key)) {
    const text = readable(value, wordFor);
    return typeof text === "string" ? text : JSON.stringify(text);
  }
  // Encrypted as a whole, its names are not known either.
  if (isEncrypted(value)) return "{}";
  return JSON.stringify(readable(value, (encrypted) => ({ secure: wordFor(encrypted) })));
}

/** What is encrypted in a value, by its path. */
function encryptedIn(value: unknown, path: string): [path: string, digest: string][] {
  if (isEncrypted(value)) return [[path, sha256(JSON.stringify(value))]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => encryptedIn(inner, `${path}.${key}`));
}

/** Names of the environments of Pulumi ESC that a stack takes values from. */
function environmentsOf(environment: unknown): string[] {
  if (typeof environment === "string") return [environment];
  if (Array.isArray(environment))
    return environment.flatMap((each) => (typeof each === "string" ? [each] : Object.keys(recordOf(each))));
  return Object.keys(recordOf(environment));
}

/** @throws InputError saying what cannot be known of the file's values */
function valuesOf(content: unknown, project: PulumiProject): StackValues {
  if (!isRecord(content)) throw new InputError("it is not what Pulumi writes: an object with the key config");
  const environments = environmentsOf(content["environment"]);
  if (environments.length > 0)
    throw new InputError(
      `it takes values from ${environments.join(", ")} of Pulumi ESC, which are not in the repository`,
    );
  const own = `${project.name}:`;
  const config = { ...project.defaults, ...recordOf(content["config"]) };
  const foreign = Object.keys(config).find((key) => key.startsWith(`${PROJECT}:`) && !key.startsWith(own));
  const { [`${own}tier`]: tier } = config;
  if (tier === undefined || tier === null)
    throw new InputError(
      `it has no ${own}tier${foreign === undefined ? "" : `, but ${foreign}: the project is called ${project.name}`}`,
    );
  if (isEncrypted(tier)) throw new InputError(`its ${own}tier is encrypted`);
  const entries = Object.entries(config)
    .filter(([key]) => key !== `${own}tier` && (key.startsWith(own) || !key.startsWith(`${PROJECT}:`)))
    .map(([key, value]) => {
      if (!key.startsWith(own)) return [key, textFor(key, value)] as const;
      const name = key.slice(own.length);
      return [`${PROJECT}:${name}`, textFor(name, value)] as const;
    });
  const name = typeof tier === "string" ? tier : JSON.stringify(tier);
  return { tier: parseTierName(name), config: Object.fromEntries(entries) };
}

/** What is known of one file that Pulumi reads. */
function stackFile(folder: string, file: string, stack: string, project: PulumiProject): StackFile {
  const path = join(folder, file);
  const known = { stack, file, digest: "", encrypted: {}, isForeign: false };
  try {
    const digest = sha256(readText(path, "the stack's configuration"));
    const content = readYaml(path, "stack's configuration");
    const config = isRecord(content) ? recordOf(content["config"]) : {};
    const encrypted = Object.fromEntries(
      Object.entries(config).flatMap(([key, value]) => encryptedIn(value, key)),
    );
    try {
      return { ...known, digest, encrypted, values: valuesOf(content, project) };
    } catch (error) {
      if (error instanceof InputError) return { ...known, digest, encrypted, why: error.message };
      throw error;
    }
  } catch (error) {
    if (error instanceof InputError) return { ...known, why: error.message };
    throw error;
  }
}

/** Folders that hold nobody's values. */
const SKIPPED: readonly string[] = ["node_modules", ".git"];

/** Folders that a stack's file may hide in; a link leads nowhere. */
const DEPTH_MAX = 6;

interface FoundFile {
  /** Below the checkout. */
  readonly path: string;
  /** Folder with the nearest `Pulumi.yaml` above, below the checkout; empty for that of the checkout. */
  readonly project: string;
}

function filesBelow(root: string, apart: readonly string[], folder = "", project = ""): FoundFile[] {
  if (folder.split("/").length > DEPTH_MAX || apart.includes(resolve(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const names = entries.map(({ name }) => name);
  if (folder !== "" && names.includes(".git")) return [];
  const own = folder !== "" && PROJECT_FILES.some((name) => names.includes(name)) ? folder : project;
  return entries.flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : filesBelow(root, apart, path, own);
    return NAME.test(entry.name) ? [{ path, project: own }] : [];
  });
}

/** Why Pulumi does not read a file in this project, or undefined when it does. */
function notRead({ path, project: at }: FoundFile, project: PulumiProject): string | undefined {
  if (at !== "") return `it belongs to the Pulumi project in ${at}: review it there`;
  const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
  const reads = `Pulumi.<stack>${project.extension} in ${project.stackFolder}`;
  if (relative(project.stackFolder, folder) === "" && path.endsWith(project.extension)) return undefined;
  return `pulumi does not read it without --config-file: it reads ${reads}`;
}

/**
 * Every file of a stack that a checkout has: by the stack's name those that Pulumi reads, all others by their path.
 * @param apart folders that are no part of it, such as another checkout inside
 * @throws InputError when `Pulumi.yaml` cannot be read
 */
export function stackFiles(root: string, apart: readonly string[] = []): ReadonlyMap<string, StackFile> {
  if (!existsSync(root)) return new Map();
  const project = pulumiProject(root);
  const files = filesBelow(root, apart).sort((a, b) => (a.path < b.path ? -1 : 1));
  return new Map(
    files.map((found) => {
      const { path } = found;
      const stack = NAME.exec(path.slice(path.lastIndexOf("/") + 1))?.[1] ?? path;
      const why = notRead(found, project);
      const known = stackFile(root, path, stack, project);
      if (why === undefined) return [stack, known];
      const { file, digest, encrypted } = known;
      return [path, { stack: path, file, digest, encrypted, isForeign: found.project !== "", why }];
    }),
  );
}
