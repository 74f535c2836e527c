import { shardNames, type TierSpec } from "../../tiers";
import { byHand, NOT_COUNTED, REBOOT_MINUTES, type HandPhase } from "./by-hand";
import {
  describeEach,
  lagOfEachReplica,
  rebootInTurn,
  USE_REGION,
  type DatabaseOutput,
} from "./database-commands";
import { clearJobs, lastLineOf, readyPeers, startJob, unprotectClaims, waitForJob } from "./qdrant-commands";

/** Who connects from an address of ours must let the next one in before the old one goes. */
export function announceEgress(from: TierSpec, to: TierSpec): HandPhase[] {
  if (from.network.egress === to.network.egress) return [];
  return [
    {
      ...byHand,
      title: "Announce the new egress addresses",
      why: "Whoever lets you in by address must know the next one before the old one goes.",
      commands: ["pulumi preview --diff | grep -A 8 'ec2/eip:Eip'"],
      check: "Every partner that lets you in by address knows that it changes, and when.",
      checks: [],
      rollback: "Nothing was changed yet.",
      ...NOT_COUNTED,
    },
  ];
}

/**
 * RDS takes `max_connections` at a reboot, which Pulumi does not do. A standby with fewer than its primary stops, so
 * more connections reach the replicas first and fewer reach the primaries first.
 * @param before sizes before the parameters changed
 * @param after sizes after it
 */
export function rebootDatabases(before: TierSpec, after: TierSpec): HandPhase[] {
  const { maxConnections, shardCount, replicasPerShard } = after.postgres;
  if (before.postgres.maxConnections === maxConnections) return [];
  const rises = maxConnections > before.postgres.maxConnections;
  const both: readonly DatabaseOutput[] = rises
    ? ["postgresReplicas", "postgresPrimaries"]
    : ["postgresPrimaries", "postgresReplicas"];
  const order = both.filter((which) => which === "postgresPrimaries" || replicasPerShard > 0);
  const instances = shardCount * (1 + replicasPerShard);
  return [
    {
      ...byHand,
      title: `Reboot the databases now, ${rises ? "replicas" : "primaries"} first`,
      why: "max_connections waits for a reboot, and a standby with fewer than its primary stops.",
      commands: [USE_REGION, rebootInTurn(...order)],
      check: "Every instance has taken its parameters, and every replica still replays.",
      checks: [{ command: describeEach(...order), expected: "available and in-sync behind each instance" }],
      rollback: "None is needed: until its reboot an instance runs with the old values.",
      minutesMin: REBOOT_MINUTES.minutesMin * instances,
      minutesMax: REBOOT_MINUTES.minutesMax * instances,
    },
  ];
}

/** A transfer between two peers, throttled by the job; an assumption, nobody has measured it on an account. */
const TRANSFER_GIB_PER_MINUTE = { slow: 1, fast: 6 };

function transfer(gib: number): { minutesMin: number; minutesMax: number } {
  return {
    minutesMin: Math.ceil(gib / TRANSFER_GIB_PER_MINUTE.fast),
    minutesMax: Math.ceil(gib / TRANSFER_GIB_PER_MINUTE.slow),
  };
}

/** New peers join empty; neither they nor a higher factor move data by themselves. */
export function moveShards(from: TierSpec, to: TierSpec): HandPhase[] {
  const { peerCount, replicationFactor, volumeGiB } = to.qdrant;
  const added = peerCount - from.qdrant.peerCount;
  const copies = replicationFactor - from.qdrant.replicationFactor;
  if (added <= 0 && copies <= 0) return [];
  const full = Math.min(from.qdrant.volumeGiB, volumeGiB);
  return [
    {
      ...byHand,
      title:
        copies > 0
          ? `Bring Qdrant's shards to ${replicationFactor} copies on ${peerCount} peers`
          : `Move Qdrant shards to the ${added} new peers`,
      why: "A new peer joins empty, and no release of Qdrant moves data to it by itself.",
      commands: [
        clearJobs("rebalance-plan", "rebalance"),
        startJob("rebalance-plan", "MODE=plan"),
        waitForJob("rebalance-plan"),
        lastLineOf("rebalance-plan"),
        startJob("rebalance"),
        waitForJob("rebalance"),
      ],
      check: "Each peer holds the same number of shards, all Active, and no transfer is under way.",
      checks: [{ command: lastLineOf("rebalance"), expected: `balanced: ${peerCount} peers hold …` }],
      rollback:
        "Stop the job; what was moved stays valid, and the job goes on from there when it runs again.",
      ...transfer(Math.max(added, 0) * full + Math.max(copies, 0) * full),
    },
  ];
}

/** A peer that goes with shards on it takes their copies along. */
export function drainPeers(from: TierSpec, to: TierSpec): HandPhase[] {
  const { peerCount } = to.qdrant;
  const removed = from.qdrant.peerCount - peerCount;
  if (removed <= 0) return [];
  return [
    {
      ...byHand,
      title: `Drain the last ${removed} Qdrant peers and take them out of the cluster`,
      why: "A peer that is deleted with shards on it takes their copies along.",
      commands: [
        clearJobs("drain", "remove"),
        startJob("drain", `MODE=drain KEEP_PEERS=${peerCount}`),
        waitForJob("drain"),
        startJob("remove", `MODE=remove KEEP_PEERS=${peerCount}`),
        waitForJob("remove"),
        unprotectClaims(Array.from({ length: removed }, (_, index) => peerCount + index)),
      ],
      check: `${peerCount} peers are left in the cluster, and they hold every shard.`,
      checks: [
        { command: lastLineOf("drain"), expected: `drained: … hold no shards; ${peerCount} peers hold …` },
        { command: lastLineOf("remove"), expected: `removed: …; ${peerCount} peers remain` },
      ],
      rollback: "Run the rebalance job: it fills all peers again that are still members.",
      ...transfer(removed * from.qdrant.volumeGiB),
    },
  ];
}

/** A new shard is an empty database: no `up` moves rows. */
export function moveVentures(from: TierSpec, to: TierSpec): HandPhase[] {
  const added = to.postgres.shardCount - from.postgres.shardCount;
  if (added === 0) return [];
  const counts = [from.postgres.shardCount, to.postgres.shardCount];
  const names = shardNames(Math.max(...counts), Math.min(...counts)).join(", ");
  return [
    {
      ...byHand,
      title:
        added > 0 ? `Move ventures to ${names}, then switch their routing` : `Move all ventures off ${names}`,
      why: "A shard is a database of its own; rows move by logical replication, which is on at every tier.",
      commands: [
        "kubectl -n app get secret app-contract -o jsonpath='{.data.DATABASE_SHARDS}' | base64 -d",
        "psql <from shard> -c \"CREATE PUBLICATION move_venture FOR TABLE <table> WHERE (venture_id = '<venture>')\"",
        "psql <to shard> -c \"CREATE SUBSCRIPTION move_venture CONNECTION '<from shard>' PUBLICATION move_venture\"",
        "psql <from shard> -c 'SELECT confirmed_flush_lsn = pg_current_wal_lsn() FROM pg_replication_slots' # t when caught up",
        "# stop the venture's writes, route it to its new shard in your application, start them again",
        "psql <to shard> -c 'DROP SUBSCRIPTION move_venture'; psql <from shard> -c 'DROP PUBLICATION move_venture'",
      ],
      check:
        "Each venture's row counts are the same on both shards before its rows are deleted on the old one.",
      checks: [],
      rollback: "Route the venture back: its rows are still on the old shard until somebody deletes them.",
      ...NOT_COUNTED,
    },
  ];
}

/** A replica is there before it has caught up; its readers would see the past. */
export function catchUp(before: TierSpec, after: TierSpec): HandPhase[] {
  const { servingReplicas } = after.postgres;
  if (servingReplicas <= before.postgres.servingReplicas) return [];
  return [
    {
      ...byHand,
      title: "Let the new read replicas catch up",
      why: "A replica is available before it has caught up; its readers would see the past.",
      commands: [USE_REGION, lagOfEachReplica(5)],
      check: "The lag of every replica stays under 5 seconds for 5 minutes.",
      checks: [],
      rollback: "Wait longer, or stay: reads go where they went before.",
      minutesMin: 5,
      minutesMax: 60,
    },
  ];
}

/** Nodes of a pool that is emptied go after the `up`, each when its peer has moved; a node has an hour for that. */
export function awaitEmptied(before: TierSpec, after: TierSpec): HandPhase[] {
  const { formerNodeInstanceType: type } = before.qdrant;
  if (type === null || after.qdrant.formerNodeInstanceType === type) return [];
  const nodes = `-l scaling-tiers/pool=qdrant,node.kubernetes.io/instance-type=${type}`;
  return [
    {
      ...byHand,
      title: "Wait until the old nodes are gone",
      why: "The pools may go when they have no node left; the up that emptied them did not wait for it.",
      commands: [`kubectl wait node ${nodes} --for=delete --timeout=90m`],
      check: "No node of the old type is left, and every peer is ready.",
      checks: [
        { command: `kubectl get node ${nodes}`, expected: "No resources found" },
        { command: readyPeers, expected: String(before.qdrant.peerCount) },
      ],
      rollback: "Go back one phase: the pools get their nodes again.",
      minutesMin: 2,
      minutesMax: 70,
    },
  ];
}

/** RDS and EBS take no second change of a volume within six hours. */
export function restStorage(from: TierSpec, to: TierSpec): HandPhase[] {
  const grown = [
    ...(to.postgres.allocatedStorageGiB > from.postgres.allocatedStorageGiB ? ["Postgres"] : []),
    ...(to.qdrant.volumeGiB > from.qdrant.volumeGiB ? ["Qdrant"] : []),
  ];
  if (grown.length === 0) return [];
  return [
    {
      ...byHand,
      title: `Leave the storage of ${grown.join(" and ")} alone for 6 hours`,
      why: "RDS and EBS refuse another change of a volume within 6 hours, or while they optimise it.",
      commands: [],
      check: "6 hours have passed since the up, and no instance is optimising its storage.",
      checks: [
        {
          command: describeEach("postgresPrimaries"),
          expected: "available behind each instance, not storage-optimization",
        },
      ],
      rollback: "Nothing to undo. Storage never shrinks.",
      ...NOT_COUNTED,
    },
  ];
}
