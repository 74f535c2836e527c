import type { TierCost } from "../record/estimate-tier";
import { note, table, type Document } from "../print/document";
import { count, tierTitle, usd } from "../print/figures";

const COLUMNS = [
  "tier",
  ">users",
  ">carries",
  ">expected",
  ">budget",
  "Postgres",
  "Qdrant",
  "Valkey",
  "web",
] as const;

function row({ tier, capacity, report }: TierCost): string[] {
  const { name, users, monthlyBudgetUsd, postgres, qdrant, valkey, app } = tier;
  const instances = postgres.shardCount * (1 + postgres.replicasPerShard);
  const nodes =
    valkey.mainShardCount * (1 + valkey.mainReplicasPerShard) +
    (valkey.embeddingsShardCount ?? 0) * (1 + (valkey.embeddingsReplicasPerShard ?? 0));
  return [
    tierTitle(name),
    count(users),
    count(capacity.users),
    usd(report.expectedMonthlyUsd),
    usd(monthlyBudgetUsd),
    `${instances} × ${postgres.instanceClass.replace("db.", "")}`,
    qdrant.peerCount === 1 ? "1 peer" : `${qdrant.peerCount} peers`,
    nodes === 1 ? "1 node" : `${nodes} nodes`,
    `${app.webReplicasMin}–${app.webReplicasMax}`,
  ];
}

/** The tiers side by side. */
export const tiersDocument = (costs: readonly TierCost[]): Document => ({
  blocks: [
    table(COLUMNS, costs.map(row)),
    note("carries = users at the hard limits, web = pods; USD a month. See one: ./scale preview 500"),
  ],
});
