import type { TierSpec } from "../../tiers";
import { note, table, type Document } from "../print/document";
import { count, tierTitle, usd } from "../print/figures";

const COLUMNS = [
  "tier",
  ">users",
  ">carries",
  ">budget/month",
  "Postgres",
  "Qdrant",
  "Valkey",
  "web pods",
] as const;

function row(tier: TierSpec): string[] {
  const { name, users, comfortableUsers, monthlyBudgetUsd, postgres, qdrant, valkey, app } = tier;
  const instances = postgres.shardCount * (1 + postgres.replicasPerShard);
  const nodes =
    valkey.mainShardCount * (1 + valkey.mainReplicasPerShard) +
    (valkey.embeddingsShardCount ?? 0) * (1 + (valkey.embeddingsReplicasPerShard ?? 0));
  return [
    tierTitle(name),
    count(users),
    count(comfortableUsers),
    usd(monthlyBudgetUsd),
    `${instances} × ${postgres.instanceClass.replace("db.", "")}`,
    qdrant.peerCount === 1 ? "1 peer" : `${qdrant.peerCount} peers`,
    nodes === 1 ? "1 node" : `${nodes} nodes`,
    `${app.webReplicasMin}–${app.webReplicasMax}`,
  ];
}

/** The tiers side by side. */
export const tiersDocument = (tiers: readonly TierSpec[]): Document => ({
  blocks: [
    table(COLUMNS, tiers.map(row)),
    note("carries = users at the sizes' hard limits. See one: ./scale preview 500"),
  ],
});
