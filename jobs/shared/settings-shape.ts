import type * as z from "zod";

export interface Field {
  readonly schema: z.ZodType;
  /** What may be given, for people. */
  readonly allowed: string;
  /** Never shown. */
  readonly secret?: true;
}

export type SettingsOf<Shape extends Readonly<Record<string, Field>>> = {
  readonly [Name in keyof Shape]: z.output<Shape[Name]["schema"]>;
};

/** What was wrong with the settings, a line for each. */
export class SettingsError extends Error {}

/**
 * Reads settings from environment variables.
 * @param contradictions what is wrong with values that are right by themselves
 * @throws SettingsError that names every variable that is missing, wrong or at odds with another one
 */
export function readShape<Shape extends Readonly<Record<string, Field>>>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
  contradictions: (settings: SettingsOf<Shape>) => string[] = () => [],
): SettingsOf<Shape> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { schema, allowed, secret }] of Object.entries<Field>(shape)) {
    const given = environment[name] === "" ? undefined : environment[name];
    const result = schema.safeParse(given);
    values[name] = result.data;
    if (result.success) continue;
    const shown = secret ? "cannot be used" : `is "${given ?? ""}"`;
    problems.push(`${name} ${given === undefined ? "is missing" : shown}. Allowed: ${allowed}.`);
  }
  const settings = values as SettingsOf<Shape>;
  if (problems.length === 0) problems.push(...contradictions(settings));
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  return settings;
}
