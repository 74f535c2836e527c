/** The parts of a JSON Schema that a reference page shows. */
export interface JsonSchema {
  /** Of a value that may be null, both. */
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly title?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const literal = (value: unknown): string =>
  typeof value === "string" ? `"${value}"` : JSON.stringify(value);

/** What a schema allows, in a few words: `whole number, 20 to 500`. */
export function allowedText(schema: JsonSchema): string {
  if (schema.const !== undefined) return `always ${literal(schema.const)}`;
  if (schema.enum !== undefined) return schema.enum.map(literal).join(", ");
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(allowedText))].join(" or ");
  if (typeof schema.type === "object")
    return schema.type.map((type) => allowedText({ ...schema, type })).join(" or ");
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? schema.$ref;
  switch (schema.type) {
    case "integer":
    case "number": {
      const kind = schema.type === "integer" ? "whole number" : "number";
      const bounded =
        schema.minimum !== undefined && (schema.maximum ?? Number.MAX_SAFE_INTEGER) < Number.MAX_SAFE_INTEGER;
      return bounded ? `${kind}, ${schema.minimum} to ${schema.maximum}` : kind;
    }
    case "boolean":
      return "true, false";
    case "array":
      return `list of ${schema.items === undefined ? "values" : allowedText(schema.items)}`;
    case "string":
      return schema.format === "email" ? "e-mail address" : "text";
    case "null":
      return "null";
    case "object":
      return schema.properties === undefined
        ? "object"
        : `object with ${Object.keys(schema.properties).join(", ")}`;
    default:
      return "any value";
  }
}
