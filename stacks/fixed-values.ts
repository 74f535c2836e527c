import { show, type Problem } from "../tiers";

/** Values that decide names and places of everything: another one means another stack. */
export interface FixedValues {
  readonly project?: string | undefined;
  readonly stack?: string | undefined;
  readonly region?: string | undefined;
  readonly environment?: string | undefined;
  readonly zoneIds?: readonly string[] | undefined;
}

interface Rule {
  readonly path: string;
  readonly why: string;
  /** How it is set to what it was. */
  readonly back: (value: unknown) => string;
}

const RULES: Readonly<Record<keyof FixedValues, Rule>> = {
  project: {
    path: "name of the project",
    why: "it is in every physical name",
    back: (value) => `name: ${String(value)} in Pulumi.yaml, and pulumi stack rename`,
  },
  stack: {
    path: "name of the stack",
    why: "it is in every physical name",
    back: (value) => `pulumi stack rename ${String(value)}`,
  },
  region: {
    path: "aws:region",
    why: "everything is in it",
    back: (value) => `pulumi config set aws:region ${String(value)}`,
  },
  environment: {
    path: "environment",
    why: "it is in every physical name",
    back: (value) => `pulumi config set environment ${String(value)}`,
  },
  zoneIds: {
    path: "zoneIds",
    why: "every subnet and every volume is in one of them",
    back: (value) =>
      (value as readonly string[])
        .map((id, index) => `pulumi config set --path 'zoneIds[${index}]' ${id}`)
        .join("; "),
  },
};

/** What a reference page says of a value that is fixed. */
export const FIXED_NOTE = "Fixed for the life of a stack.";

/**
 * Values that are others than those the stack was made with. AWS would replace everything; the engine refuses that object
 * by object, and names none of these values.
 * @param made what is known of the stack; what is absent is not compared
 * @param wanted what its configuration asks for
 */
export function fixedValueProblems(made: FixedValues, wanted: FixedValues): Problem[] {
  return (Object.keys(RULES) as (keyof FixedValues)[]).flatMap((key) => {
    const [old, next] = [made[key], wanted[key]];
    if (old === undefined || next === undefined || JSON.stringify(old) === JSON.stringify(next)) return [];
    const { path, why, back } = RULES[key];
    return [
      {
        path,
        given: show(next),
        allowed: `${show(old)}, with which the stack was made, for its life: ${why}. Set it back with: ${back(old)}. For another one make another stack`,
      },
    ];
  });
}
