import { z } from "zod";
// Another name than this file has: a resolver without TypeScript's order would take the data for the module.
import data from "./versions.json";

const calendarSchema = z.strictObject({
  /** Name of the engine for people. */
  title: z.string(),
  /** The vendor's page that the dates and versions were read from. */
  source: z.url(),
  /** Versions that a tier may name, the oldest first: the current one and the next. */
  accepted: z.tuple([z.string()], z.string()),
  /** Last day of standard support by version; AWS has published none for a version that is missing. */
  endOfStandardSupport: z.record(z.string(), z.iso.date()),
});

const versionsSchema = z.strictObject({
  /** Year and month of the last look at the calendars. */
  asOf: z.string().regex(/^\d{4}-\d\d$/),
  kubernetes: calendarSchema,
  postgres: calendarSchema,
  valkey: calendarSchema,
});

export type Engine = Exclude<keyof z.infer<typeof versionsSchema>, "asOf">;

/** Versions of what AWS runs for us, and when it ends their support: they move without us (docs/versions.md). */
export const engineVersions = versionsSchema.parse(data);

/** First day on which one of these versions has no standard support any more. @throws Error where no end of any is known */
export function supportEnds(versions: Partial<Record<Engine, string>>): string {
  const [first] = Object.entries(versions)
    .flatMap(([engine, version]) => engineVersions[engine as Engine].endOfStandardSupport[version] ?? [])
    .sort();
  if (first === undefined) throw new Error("Of none of these versions the end of support is known.");
  return first;
}
