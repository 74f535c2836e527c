import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const PACKAGES = join(__dirname, "../../node_modules/@pulumi");

/** Folder and file of a type's class in Pulumi's SDK: `aws/sns/topic` of `aws:sns/topic:Topic`. */
function fileOf(provider: string, module: string, name: string): string {
  const own = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  if (provider === "aws") return `aws/${module}`;
  return provider === "random" ? `random/${own}` : `kubernetes/${module}/${own}`;
}

/** Whether the installed SDK has a class of a type token. */
export function hasClass(type: string): boolean {
  const [provider = "", module = "", name = ""] = type.split(":");
  const file = join(PACKAGES, `${fileOf(provider, module, name)}.d.ts`);
  return existsSync(file) && readFileSync(file, "utf8").includes(`class ${name} extends `);
}
