import { FIXED_NOTE } from "../../stacks/fixed-values";
import { allowedText, type JsonSchema } from "./json-schema-text";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { paragraph } from "./wrapped";

const FIRST_ROWS = [
  ["`aws:region`", `The AWS region. Required. ${FIXED_NOTE}`, "text"],
  ["`tier`", "The tier: `100`, `500`, `2k`, `5k`, `10k` or `20k`. Required.", "text"],
];

/** Every value that a stack can set. */
export function configurationPage(settings: JsonSchema): string {
  const rows = Object.entries(settings.properties ?? {}).map(([key, schema]) => [
    `\`${key}\``,
    `${schema.description ?? ""}${settings.required?.includes(key) === true ? " Required." : ""}`,
    allowedText(schema),
  ]);
  return `${[
    GENERATED,
    "# Configuration of a stack",
    paragraph(
      "Values are in `stacks/config/Pulumi.<stack>.yaml` under `scaling-tiers:`. Set one with `pulumi config set <key> <value>`, an item of a list or object with `pulumi config set --path '<key>[0]' <value>`. Invalid values, unknown keys and missing ones are refused before anything is created, all at once. So are, in any account but that of a dry run, values of the examples: addresses of the documentation, account 123456789012 and example.com.",
    ),
    paragraph(
      "The names of stack and project, and what is marked below, are fixed for the life of a stack: a stack that has been up refuses another value. That holds for `pulumi stack rename` too: it would replace nearly everything, because the name of the stack is in every other name.",
    ),
    markdownTable(["key", "meaning", "allowed"], [...FIRST_ROWS, ...rows]),
    "## Overriding a field of the tier",
    paragraph(
      "`overrides` has the structure of a tier (see [tiers](tiers.md)); the result is validated like a tier. It stays in force when the stack moves to another tier.",
    ),
    "```yaml\nconfig:\n  scaling-tiers:overrides:\n    postgres:\n      backupRetentionDays: 14\n```",
  ].join("\n\n")}\n`;
}
