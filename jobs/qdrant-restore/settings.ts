import * as z from "zod";
import { readShape, type Field, type SettingsOf } from "../shared/settings-shape";

/**
 * What a run does: `create` restores beside what serves, and leads nobody there; `use` leads the product there; `retire`
 * deletes what served before. With `RETIRES`, `create` deletes what was restored: the restore is given up.
 */
const MODES = ["create", "use", "retire"] as const;

const names = (text: string, context: z.RefinementCtx): string[] => {
  try {
    return z.array(z.string().min(1)).parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: "custom", message: "no list of names" });
    return z.NEVER;
  }
};
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const SHAPE = {
  QDRANT_URL: {
    schema: z.url({ protocol: /^https?$/ }),
    allowed: "the HTTP address of one peer, such as http://qdrant-0.qdrant-headless:6333",
  },
  QDRANT_API_KEY: { schema: z.string().min(1), allowed: "the key of Qdrant's API", secret: true },
  MODE: { schema: z.enum(MODES), allowed: MODES.join(", ") },
  GENERATION: { schema: whole(2, 9999), allowed: "2 or more: which restore it is" },
  RUN: {
    schema: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}Z$/),
    allowed: "a run of the snapshot job, such as 2026-11-29T02-30-07Z",
  },
  COLLECTIONS: {
    schema: z.string().default("[]").transform(names),
    allowed: 'a JSON list of names such as ["documents"], or [] for all',
  },
  RETIRES: {
    schema: z.string().default("[]").transform(names),
    allowed: 'a JSON list of the collections to delete, such as ["documents"]',
  },
  SNAPSHOT_URL: {
    schema: z.url({ protocol: /^https?$/ }),
    allowed:
      "the address of the bucket and prefix, such as https://bucket.s3.us-east-1.amazonaws.com/snapshots",
  },
  AWS_REGION: { schema: z.string().min(1), allowed: "the bucket's region" },
  PEERS: { schema: whole(1, 12), allowed: "1 to 12: how many peers the cluster has" },
  VOLUME_GIB: { schema: whole(1, 16_384), allowed: "GiB of each peer's volume" },
  POLL_SECONDS: { schema: whole(1, 300).default(5), allowed: "1 to 300" },
  STALL_SECONDS: { schema: whole(60, 86_400).default(3600), allowed: "60 to 86400" },
} satisfies Record<string, Field>;

export type Settings = SettingsOf<typeof SHAPE>;

/** @throws SettingsError */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings =>
  readShape(SHAPE, environment, ({ MODE, RETIRES }) =>
    MODE === "use" && RETIRES.length > 0
      ? [`RETIRES is ${JSON.stringify(RETIRES)}, but MODE=use deletes nothing. Take it away.`]
      : MODE === "retire" && RETIRES.length === 0
        ? ["RETIRES is []. MODE=retire must be told by name what to delete."]
        : [],
  );
