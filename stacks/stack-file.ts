import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

interface StackFile {
  readonly config?: Readonly<Record<string, unknown>> | null;
}

/**
 * A value as the file of a stack has it: what is encrypted is `{ secure: <ciphertext> }`.
 * @returns undefined when the file or the key is not there
 */
export function valueInStackFile(folder: string, stack: string, key: string): unknown {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return undefined;
  return (parse(readFileSync(file, "utf8")) as StackFile | null)?.config?.[key];
}
