/** A copy with the value at a dotted path set otherwise; `undefined` takes the key away. */
export function withValue(value: unknown, path: string, replacement: unknown): unknown {
  const [key, ...rest] = path.split(".");
  const fields = value as Record<string, unknown>;
  if (key === undefined) return value;
  if (rest.length > 0) return { ...fields, [key]: withValue(fields[key], rest.join("."), replacement) };
  const { [key]: _replaced, ...others } = fields;
  return replacement === undefined ? others : { ...fields, [key]: replacement };
}
