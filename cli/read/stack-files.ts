import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../models/manifest/values";
import { parseTierName, type TierName } from "../../tiers";
import { readYaml } from "./read-yaml";

/** A stack's file of values. */
export interface StackFile {
  readonly stack: string;
  readonly tier: TierName;
  /** Full keys, as text; what is encrypted is left out. */
  readonly config: Readonly<Record<string, string>>;
}

const FOLDER = "stacks/config";
const NAME = /^Pulumi\.(.+)\.yaml$/;
const TIER_KEY = "scaling-tiers:tier";

const isEncrypted = (value: unknown): boolean => isRecord(value) && "secure" in value;

function stackFile(folder: string, file: string, stack: string): StackFile[] {
  const given = readYaml(join(folder, FOLDER, file), "stack's configuration");
  const config = isRecord(given) && isRecord(given["config"]) ? given["config"] : {};
  const tier = config[TIER_KEY];
  if (typeof tier !== "string" && typeof tier !== "number") return [];
  return [
    {
      stack,
      tier: parseTierName(String(tier)),
      config: Object.fromEntries(
        Object.entries(config)
          .filter(([key, value]) => key !== TIER_KEY && !isEncrypted(value))
          .map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
      ),
    },
  ];
}

/**
 * The stacks that a checkout has values for, by name.
 * @throws InputError for a file that is not YAML, or an unknown tier
 */
export function stackFiles(folder: string): ReadonlyMap<string, StackFile> {
  const path = join(folder, FOLDER);
  const files = existsSync(path) ? readdirSync(path).sort() : [];
  const stacks = files.flatMap((file) => {
    const stack = NAME.exec(file)?.[1];
    return stack === undefined ? [] : stackFile(folder, file, stack);
  });
  return new Map(stacks.map((each) => [each.stack, each]));
}
