import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DIRECTORY = join(__dirname, "placeholder");

/** Where the scripts are mounted in a pod. */
export const PLACEHOLDER_MOUNT_PATH = "/opt/placeholder";

/** Starts the placeholder; what it does for web and worker it reads from `APP_ROLE`. */
export const PLACEHOLDER_COMMAND: readonly string[] = ["node", `${PLACEHOLDER_MOUNT_PATH}/server.cjs`];

/** The scripts of the built-in application by file name, as they stand beside this file. */
export function placeholderScripts(): Record<string, string> {
  const files = readdirSync(DIRECTORY)
    .filter((file) => file.endsWith(".cjs"))
    .sort();
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(DIRECTORY, file), "utf8")]));
}
