import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { InputError } from "../../tiers";
import type { Plan } from "./plan";

/**
 * Writes the files of a plan and adds to its list.
 * @param root of the checkout
 * @returns paths of what was written, the list last
 * @throws InputError when something of it exists; then nothing is written
 */
export function writePlan({ files, folder, list }: Plan, root: string): string[] {
  const places = folder === undefined ? Object.keys(files) : [folder];
  const taken = places.filter((path) => existsSync(join(root, path)));
  if (taken.length > 0)
    throw new InputError(`There is already ${taken.join(" and ")}. Choose another name, or edit it.`);
  const listed = list.add(readFileSync(join(root, list.path), "utf8"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  writeFileSync(join(root, list.path), listed);
  return [...Object.keys(files), list.path];
}
