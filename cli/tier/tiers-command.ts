import { tiers, type TierSpec } from "../../tiers";
import type { Result } from "../print/style";
import { count, table, tierTitle, usd } from "../print/table";

const HEAD = ["tier", "users", "carries", "budget/month", "Postgres", "Qdrant", "Valkey", "web pods"];

function row({
  name,
  users,
  comfortableUsers,
  monthlyBudgetUsd,
  postgres,
  qdrant,
  valkey,
  app,
}: TierSpec): string[] {
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

/** `scale tiers`: all tiers side by side. */
export function tiersCommand(): Result {
  return {
    json: { schemaVersion: 1, tiers },
    text: ({ strong, faint }) => {
      const lines = table(
        tiers.map(row),
        ["left", "right", "right", "right", "left", "left", "left", "left"],
        HEAD,
      ).split("\n");
      return [
        strong(lines[0] ?? ""),
        ...lines.slice(1),
        "",
        faint("carries = users at the sizes' hard limits. See one: ./scale preview 500"),
        "",
      ].join("\n");
    },
  };
}
