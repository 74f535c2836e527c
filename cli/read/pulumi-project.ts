import { existsSync } from "node:fs";
import { join } from "node:path";
import { isRecord, recordOf } from "../../models/manifest/values";
import { PROJECT } from "../../stacks/dry-run-config";
import { readYaml } from "./read-yaml";

/** What `Pulumi.yaml` says of a project's stacks. */
export interface PulumiProject {
  readonly name: string;
  /** Folder of the stacks' files, below that of `Pulumi.yaml`. */
  readonly stackFolder: string;
  /** Of `Pulumi.yaml`; Pulumi reads only stack files with the same one. */
  readonly extension: string;
  /** Values that every stack has unless its file says otherwise, by full keys. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

export const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"] as const;

/** An entry of `config` is a value, or an object that holds one. */
const defaultOf = (entry: unknown): unknown =>
  isRecord(entry) ? (entry["value"] ?? entry["default"]) : entry;

/** @throws InputError when `Pulumi.yaml` cannot be read */
export function pulumiProject(folder: string): PulumiProject {
  const file = PROJECT_FILES.find((name) => existsSync(join(folder, name)));
  // Where there is none, the layout is that of this repository.
  if (file === undefined)
    return { name: PROJECT, stackFolder: "stacks/config", extension: ".yaml", defaults: {} };
  const { name, stackConfigDir, config } = recordOf(readYaml(join(folder, file), "project file"));
  const project = typeof name === "string" ? name : PROJECT;
  const defaults = Object.entries(recordOf(config))
    .map(([key, entry]) => [key.includes(":") ? key : `${project}:${key}`, defaultOf(entry)] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return {
    name: project,
    stackFolder: typeof stackConfigDir === "string" ? stackConfigDir : ".",
    extension: file.slice(file.lastIndexOf(".")),
    defaults: Object.fromEntries(defaults),
  };
}
