/** One instruction of a Dockerfile. */
export interface Instruction {
  /** In capitals. */
  readonly name: string;
  readonly text: string;
}

/** The lines between a `FROM` and the next one. */
export interface Stage {
  readonly image: string;
  readonly alias: string | null;
  readonly instructions: readonly Instruction[];
}

/** Lines without comments, those that end in a backslash with the next one. */
function logicalLines(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join("\n")
    .replaceAll(/\\\n\s*/g, "")
    .split("\n");
}

/**
 * Reads as much of the language as the sample needs.
 * @throws Error for a line that it does not understand
 */
export function readDockerfile(text: string): Stage[] {
  const stages: { image: string; alias: string | null; instructions: Instruction[] }[] = [];
  for (const line of logicalLines(text)) {
    const [, name = "", rest = ""] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    const [, image, alias = null] = name === "FROM" ? (/^(\S+)(?: AS (\S+))?$/.exec(rest) ?? []) : [];
    const stage = stages.at(-1);
    if (image !== undefined) stages.push({ image, alias, instructions: [] });
    else if (stage !== undefined && name !== "" && name !== "FROM")
      stage.instructions.push({ name, text: rest });
    else throw new Error(`This line of a Dockerfile is not understood: ${line}`);
  }
  return stages;
}
