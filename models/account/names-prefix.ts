import { kindOf } from "../../kinds";
import { slug } from "../../kinds/slug";
import type { ManifestResource } from "../manifest/manifest";
import { textAt } from "./text-at";

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** Name of an object, or the prefix of one to which the provider adds its own characters. */
export function nameOf({ type, inputs }: ManifestResource): string | undefined {
  const rule = kindOf(type)?.name;
  if (rule === undefined || !("input" in rule)) return undefined;
  return textAt(inputs, rule.input) ?? textAt(inputs, `${rule.input}Prefix`);
}

/**
 * With what the names of a type begin: `prod-`. Where AWS allows few characters it is shorter than the environment's name.
 * @param environment of the stack; physical names begin with it, after an `e` where it may not begin a name
 */
export function prefixOf(type: string, resources: readonly ManifestResource[], environment: string): string {
  const starts = [`${slug(environment)}-`, `e${slug(environment)}-`];
  const names = resources.filter((each) => each.type === type).flatMap((each) => nameOf(each) ?? []);
  // An alias begins with `alias/`, a parameter with its folder, a bucket for WAF's logs as WAF asks.
  const longest = (name: string): string =>
    name
      .replace(/^aws-waf-logs-/, "")
      .split("/")
      .flatMap((part) => starts.map((start) => commonStart(start, part)))
      .sort((a, b) => b.length - a.length)[0] ?? "";
  return (
    names.map(longest).sort((a, b) => a.length - b.length)[0] ??
    // Of a type that this stack does not build there is no name to cut.
    `${slug(environment)}-`
  );
}
