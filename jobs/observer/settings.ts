import * as z from "zod";

/** What the pod is told wrongly: variable by variable, what was given and what is allowed. */
export class SettingsError extends Error {}

const words = z
  .string()
  .min(1, "one word at least")
  .transform((text) => text.split(" ").filter((word) => word !== ""));
const whole = z.coerce.number<string>().int().min(1);

const settingsSchema = z.object({
  AWS_REGION: z.string().min(1),
  /** Where the kubelet asks whether this program does its work. */
  HEALTH_PORT: whole,
  /** Of the stack's custom metrics, in which this pod may put, and in no other. */
  METRIC_NAMESPACE: z.string().startsWith("Scaling/", 'begins with "Scaling/"'),
  /** Metrics that the tier pays for; nothing else is put. */
  METRICS: words,
  /** Names that have the addresses of all pods of a pooler. */
  POOLER_HOSTS: words,
  POOLER_PORT: whole,
  POOLER_USER: z.string().min(1),
  POOLER_PASSWORD: z.string().min(1),
  /** A URL for each peer: its metrics are its own. */
  QDRANT_URLS: words,
  QDRANT_API_KEY: z.string().min(1),
  /** Limit of each peer. */
  QDRANT_MEMORY_BYTES: whole,
  /** Configuration endpoints of the caches. */
  VALKEY_HOSTS: words,
  VALKEY_PORT: whole,
  VALKEY_USER: z.string().min(1),
  VALKEY_PASSWORD: z.string().min(1),
  /** Name that has the addresses of all web pods. */
  APP_HOST: z.string().min(1),
  APP_METRICS_PORT: whole,
  SNAPSHOT_BUCKET: z.string().min(1),
  /** Key of the object that each complete run of snapshots writes anew. */
  SNAPSHOT_KEY: z.string().min(1),
  /** Primaries in RDS. */
  DATABASE_INSTANCES: words,
  /** First day on which a version of the stack is no longer supported. */
  SUPPORT_ENDS: z.iso.date(),
});

export type Settings = z.infer<typeof settingsSchema>;

const SECRET = /PASSWORD|API_KEY/;

/** @throws SettingsError with all problems at once; it quotes no secret */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const { data, error } = settingsSchema.safeParse(environment);
  if (data !== undefined) return data;
  const lines = error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    const given = environment[name];
    const shown = given === undefined ? "not set" : SECRET.test(name) ? "[secret]" : `"${given}"`;
    return `${name} is ${shown}: ${given === undefined ? "it must be set" : message}`;
  });
  throw new SettingsError(lines.join("\n"));
}
