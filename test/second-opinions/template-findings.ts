import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../../rehearsal/child";
import type { PolicyResource } from "../../policies/rule";
import type { Checker } from "./checkers";
import { cloudFormationOf } from "./cloudformation";

/** What cfn-lint has against a resource. */
export interface TemplateFinding {
  /** Of the resource, as it was given. */
  readonly key: string;
  readonly check: string;
  readonly says: string;
}

const findingsSchema = z.array(
  z.object({
    Rule: z.object({ Id: z.string() }),
    Message: z.string(),
    Location: z.object({ Path: z.array(z.union([z.string(), z.int()])).nullable() }),
  }),
);
const templateSchema = z.object({
  Resources: z.record(z.string(), z.object({ Metadata: z.object({ key: z.string() }) })),
});

/** More resources than a stack may have, and names that two have: one file holds several tiers, and is no stack. */
const NOT_ASKED = ["E3010", "E3019"];

/** Something that cfn-lint has against a template. */
export interface LintFinding {
  readonly check: string;
  readonly says: string;
  /** Of the part of the template, such as `Resources`, `Vault`, `Properties`. */
  readonly path: readonly (string | number)[];
}

/** Judges the text of a template, which is written into a folder. @param further arguments */
export async function askAboutText(
  checker: Checker,
  folder: string,
  template: string,
  further: readonly string[] = [],
): Promise<LintFinding[]> {
  const file = join(folder, "template.yaml");
  writeFileSync(file, template);
  const { stdout, stderr } = await run(checker.command, [...checker.args, ...further, "--template", file], {
    env: checker.env,
    timeoutMs: 600_000,
  });
  let given: unknown;
  try {
    given = JSON.parse(stdout);
  } catch {
    throw new Error(`cfn-lint printed no JSON, and said: ${stderr.trim().slice(-2000)}`);
  }
  return findingsSchema
    .parse(given)
    .map(({ Rule, Message, Location }) => ({ check: Rule.Id, says: Message, path: Location.Path ?? [] }));
}

/** Judges resources as one template, which is written into a folder. */
export async function askAboutTemplate(
  checker: Checker,
  folder: string,
  resources: Readonly<Record<string, PolicyResource>>,
): Promise<TemplateFinding[]> {
  const template = cloudFormationOf(resources);
  const { Resources } = templateSchema.parse(JSON.parse(template));
  const findings = await askAboutText(checker, folder, template, ["--ignore-checks", ...NOT_ASKED]);
  return findings.map(({ check, says, path }) => ({
    key: Resources[String(path[1])]?.Metadata.key ?? "",
    check,
    says,
  }));
}
