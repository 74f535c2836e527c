import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** The checked-in values of a stack as the engine hands them to a program: lists and objects as JSON text. */
export function stackFileConfig(stack: string): Record<string, string> {
  const file = join(__dirname, "../../stacks/config", `Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
