import { z } from "zod";
import type { ManifestResource } from "../manifest/manifest";
import data from "./aws-create-durations.json";

const durationSchema = z.strictObject({
  minutesMin: z.number().nonnegative(),
  minutesMax: z.number().positive(),
  /** `documented` when the source names the figure; `estimate` when it only names what is waited for. */
  basis: z.enum(["documented", "estimate"]),
  note: z.string().min(1),
  /** Null only for the default. */
  source: z.url().nullable(),
});

const rowSchema = durationSchema.extend({
  /** Pulumi type token. */
  type: z.string(),
  /** Input that must be set, and not be false; the first row that fits a resource holds. */
  when: z.string().optional(),
});

/** How long AWS and Kubernetes take to make things, by type. */
const durationsSchema = z.strictObject({
  /** Year and month of the last look at the sources. */
  asOf: z.string(),
  /** Of every type that has no row. */
  default: durationSchema,
  rows: z.array(rowSchema),
});

export type Duration = z.infer<typeof durationSchema>;

/** Minutes to create one resource; what is no object of the cloud, such as a component, takes none. */
export type DurationOf = (resource: Pick<ManifestResource, "type" | "inputs">) => Duration;

/** The data file, checked. */
export const durations = durationsSchema.parse(data);

/** The duration of the data file. */
export const createDuration: DurationOf = ({ type, inputs }) =>
  durations.rows.find(
    (row) => row.type === type && (row.when === undefined || (inputs[row.when] ?? false) !== false),
  ) ?? durations.default;
