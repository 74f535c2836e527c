/** One sample of Prometheus text. */
export interface Sample {
  readonly name: string;
  readonly value: number;
}

/** Name, labels, value and perhaps a time (https://prometheus.io/docs/instrumenting/exposition_formats/). */
const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})?\s+(\S+)(?:\s+-?\d+)?\s*$/;

const VALUES: Readonly<Record<string, number>> = { "+Inf": Infinity, "-Inf": -Infinity, NaN: Number.NaN };

/** Samples of Prometheus text without their labels; what is no sample is passed over. */
export function parsePrometheus(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    const [, name, value] = LINE.exec(line) ?? [];
    if (name === undefined || value === undefined) return [];
    const number = VALUES[value] ?? Number(value);
    return Number.isFinite(number) ? [{ name, value: number }] : [];
  });
}

/** Values of all samples of a name. */
export const valuesOf = (samples: readonly Sample[], name: string): number[] =>
  samples.filter((sample) => sample.name === name).map(({ value }) => value);

/** Their sum; undefined where there is none. */
export function sumOf(samples: readonly Sample[], name: string): number | undefined {
  const values = valuesOf(samples, name);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}
