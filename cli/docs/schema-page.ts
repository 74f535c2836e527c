import { allowedText, type JsonSchema } from "./json-schema-text";
import { GENERATED, markdownTable } from "./markdown";

function rows(schema: JsonSchema, path: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const own = path === "" ? key : `${path}.${key}`;
    const nested = inner.type === "array" ? rows(inner.items ?? {}, `${own}[]`) : rows(inner, own);
    return [[`\`${own}\``, allowedText(inner), inner.description ?? ""], ...nested];
  });
}

/** What the commands print with `--json`. */
export function schemaPage(
  schemas: readonly { readonly name: string; readonly schema: JsonSchema }[],
): string {
  const sections = schemas.flatMap(({ name, schema }) => [
    `## ${schema.title ?? name}`,
    `${schema.description ?? ""}. JSON Schema: [schemas/${name}.schema.json](schemas/${name}.schema.json).`,
    markdownTable(["key", "value", "meaning"], rows(schema, "")),
    ...Object.entries(schema.$defs ?? {}).flatMap(([id, definition]) => [
      `### ${id}`,
      markdownTable(["key", "value", "meaning"], rows(definition, "")),
    ]),
  ]);
  return `${[
    GENERATED,
    "# JSON output",
    "Every command takes `--json`. Keys are stable: a change that removes or renames one raises `schemaVersion`.",
    ...sections,
  ].join("\n\n")}\n`;
}
