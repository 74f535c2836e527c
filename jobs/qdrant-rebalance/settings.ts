import * as z from "zod";
import { readShape, type Field, type SettingsOf } from "../shared/settings-shape";

/** What a run does. `plan` only says what `rebalance`, or with `KEEP_PEERS` what `drain`, would do. */
const MODES = ["plan", "rebalance", "drain", "remove", "replace"] as const;

/** 12 shards in two copies divide evenly over these and no others. */
const PEER_COUNTS = [1, 3, 4, 6, 8, 12] as const;

const SHAPE = {
  QDRANT_URL: {
    schema: z.url({ protocol: /^https?$/ }),
    allowed: "the HTTP address of one peer, such as http://qdrant-0.qdrant-headless:6333",
  },
  QDRANT_API_KEY: { schema: z.string().min(1), allowed: "the key of Qdrant's API", secret: true },
  MODE: { schema: z.enum(MODES), allowed: MODES.join(", ") },
  PEERS: { schema: peerCount(), allowed: `${PEER_COUNTS.join(", ")}: how many peers the cluster has` },
  KEEP_PEERS: {
    schema: peerCount().optional(),
    allowed: `${PEER_COUNTS.join(", ")}: the peers that stay, from qdrant-0 on`,
  },
  REPLACE_PEER: {
    schema: whole(0, 11).optional(),
    allowed: "0 to 11: the ordinal of the dead peer, 2 for qdrant-2",
  },
  REPLICATION_FACTOR: { schema: whole(1, 3), allowed: "1 to 3 copies of each shard" },
  TRANSFER_METHOD: {
    schema: z.enum(["stream_records", "snapshot"]).default("stream_records"),
    allowed: "stream_records, snapshot",
  },
  MAX_CONCURRENT_TRANSFERS: { schema: whole(1, 12).default(1), allowed: "1 to 12" },
  PAUSE_SECONDS: { schema: whole(0, 3600).default(10), allowed: "0 to 3600" },
  POLL_SECONDS: { schema: whole(1, 300).default(5), allowed: "1 to 300" },
  SETTLE_SECONDS: { schema: whole(10, 3600).default(300), allowed: "10 to 3600" },
  STALL_SECONDS: { schema: whole(60, 86_400).default(3600), allowed: "60 to 86400" },
  OUTPUT: { schema: z.enum(["text", "json"]).default("text"), allowed: "text, json" },
} satisfies Record<string, Field>;

export type Settings = SettingsOf<typeof SHAPE>;

/**
 * Reads the settings of a run from environment variables.
 * @throws SettingsError that names every variable that is missing, wrong or at odds with another one
 */
export const readSettings = (environment: Readonly<Record<string, string | undefined>>): Settings =>
  readShape(SHAPE, environment, contradictions);

function contradictions(settings: Settings): string[] {
  const { MODE, PEERS, KEEP_PEERS, REPLICATION_FACTOR } = settings;
  const problems = replacementProblems(settings);
  const kept = KEEP_PEERS ?? PEERS;
  if (KEEP_PEERS === undefined && (MODE === "drain" || MODE === "remove"))
    problems.push(`KEEP_PEERS is missing. MODE=${MODE} must be told how many peers stay, from qdrant-0 on.`);
  if (KEEP_PEERS !== undefined && (MODE === "rebalance" || MODE === "replace"))
    problems.push(
      `KEEP_PEERS is "${KEEP_PEERS}", but MODE=${MODE} uses every peer. Take it away, or set MODE=drain.`,
    );
  if (kept > PEERS)
    problems.push(`KEEP_PEERS is "${kept}", but PEERS is "${PEERS}". No more peers can stay than there are.`);
  if (REPLICATION_FACTOR > kept)
    problems.push(
      `REPLICATION_FACTOR is "${REPLICATION_FACTOR}" with ${kept} peers. Each copy of a shard needs a peer of its own.`,
    );
  return problems;
}

function replacementProblems({ MODE, PEERS, REPLACE_PEER }: Settings): string[] {
  if (MODE !== "replace")
    return REPLACE_PEER === undefined
      ? []
      : [`REPLACE_PEER is "${REPLACE_PEER}", but MODE is ${MODE}. Take it away, or set MODE=replace.`];
  if (REPLACE_PEER === undefined)
    return [
      "REPLACE_PEER is missing. MODE=replace must be told the ordinal of the dead peer, 2 for qdrant-2.",
    ];
  if (PEERS === 1)
    return [
      'MODE is "replace", but PEERS is "1". No other peer has a copy: restore the collections from a snapshot.',
    ];
  return REPLACE_PEER < PEERS
    ? []
    : [`REPLACE_PEER is "${REPLACE_PEER}", but PEERS is "${PEERS}": the last one is qdrant-${PEERS - 1}.`];
}

function whole(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));
}

function peerCount() {
  return z
    .string()
    .regex(/^\d{1,2}$/)
    .transform(Number)
    .pipe(z.literal(PEER_COUNTS));
}
