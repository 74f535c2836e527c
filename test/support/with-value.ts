/** A copy with the value at a dotted path, of keys and indexes, set otherwise; `undefined` takes the key away. */
export function withValue(value: unknown, path: string, replacement: unknown): unknown {
  const [key, ...rest] = path.split(".");
  const fields = value as Record<string, unknown>;
  if (key === undefined) return value;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => {
      if (String(index) !== key) return item;
      return rest.length > 0 ? withValue(item, rest.join("."), replacement) : replacement;
    });
  if (rest.length > 0) return { ...fields, [key]: withValue(fields[key], rest.join("."), replacement) };
  const { [key]: _replaced, ...others } = fields;
  return replacement === undefined ? others : { ...fields, [key]: replacement };
}
