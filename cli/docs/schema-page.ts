import { allowedText, type JsonSchema } from "./json-schema-text";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";

function rows(schema: JsonSchema, path: string): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const own = path === "" ? key : `${path}.${key}`;
    const nested = inner.type === "array" ? rows(inner.items ?? {}, `${own}[]`) : rows(inner, own);
    return [[`\`${own}\``, allowedText(inner), inner.description ?? ""], ...nested];
  });
}

interface NamedSchema {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** A schema that is a mere reference to one of its definitions, as zod writes those with an id, as that definition. */
function resolved({ name, schema }: NamedSchema): NamedSchema {
  const id = schema.$ref?.split("/").at(-1) ?? "";
  const { [id]: root, ...others } = schema.$defs ?? {};
  return { name, schema: root === undefined ? schema : { ...root, $defs: others } };
}

/** What the commands print with `--json`. */
export function schemaPage(schemas: readonly NamedSchema[]): string {
  const sections = schemas
    .map(resolved)
    .flatMap(({ name, schema }) => [
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
