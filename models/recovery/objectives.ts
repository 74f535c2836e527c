import { z } from "zod";
import { TIER_NAMES, type TierName, type TierSpec } from "../../tiers";
import { LOSSES, type Loss } from "./losses";

const span = z.strictObject({ minutesMin: z.number().min(0), minutesMax: z.number().min(0) });

const objectiveSchema = z
  .strictObject({
    loss: z.enum(LOSSES),
    tier: z.enum(TIER_NAMES),
    rpo: z.string().describe("What is missing afterwards, at most"),
    rto: span
      .nullable()
      .describe("From the decision until it serves, work by hand not counted; null: it is waited for"),
    rtoNote: z.string().describe("What the minutes are made of, or why there are none"),
    automatic: z.string().describe("What happens without anybody"),
    cost: z.string(),
    proof: z
      .discriminatedUnion("kind", [
        z.strictObject({
          kind: z.literal("rehearsal"),
          test: z.string().describe("Suite on Pulumi's engine, with stand-ins for AWS"),
          tiers: z.array(z.enum(TIER_NAMES)).describe("Those that it is rehearsed at"),
        }),
        z.strictObject({
          kind: z.literal("placement"),
          test: z
            .string()
            .describe("What kills machines under pods, with the real scheduler, controllers and Karpenter"),
          notProved: z.string().describe("What only AWS could prove"),
        }),
      ])
      .describe("What the objective rests on"),
  })
  .meta({ id: "Objective" });
export type Objective = z.infer<typeof objectiveSchema>;

/** What each loss costs in data and time, at each tier. */
export const objectivesSchema = z
  .strictObject({ schemaVersion: z.literal(1), objectives: z.array(objectiveSchema) })
  .meta({
    id: "RecoveryObjectives",
    title: "Recovery objectives",
    description: "Printed by `scale restore objectives --json`",
  });

/** Minutes of the phases of a restore, and what is paid for twice meanwhile. */
export interface StoreFigures {
  readonly create: z.infer<typeof span>;
  readonly use: z.infer<typeof span>;
  readonly extraUsdPerDay: number | null;
}

/** Of copies in another region, and of a stack that is brought up from them there. */
export interface RegionFigures {
  /** What the copies cost a month, whether the tier has them or not; null where a price is missing. */
  readonly copiesMonthlyUsd: number | null;
  /** Minutes of the first `up` with databases made of copies, wherever these lie. */
  readonly anew: z.infer<typeof span>;
  readonly pilot: PilotFigures;
}

/** Of copies in another account. */
export interface AccountFigures {
  /** What they cost a month, on the bills of both accounts; null where a price is missing. */
  readonly copiesMonthlyUsd: number | null;
  /** By what a tier with them is over its budget a month at the ceiling; 0 where it is within it, null where a price is missing. */
  readonly overBudgetUsd: number | null;
}

/** Of a stack that waits in another region with a replica of each shard. */
export interface PilotFigures {
  /** What it costs a month while it waits, beside the copies; null where a price is missing. */
  readonly monthlyUsd: number | null;
  /**
   * By what tier, copies and pilot together are over the tier's budget a month at the ceiling; 0 where they are within it,
   * null where a price is missing.
   */
  readonly overBudgetUsd: number | null;
  /** Minutes of the `up` that promotes the replicas and makes everything else. */
  readonly promote: z.infer<typeof span>;
}

/** Of one database shard, and beside it of the two other stores. */
export interface RestoreFigures extends StoreFigures {
  readonly valkey: StoreFigures;
  readonly qdrant: StoreFigures;
  /** Minutes of the one `up` that puts a restored instance in the place of one that is gone. */
  readonly lost: z.infer<typeof span>;
  /** Minutes of the `up` that makes the cluster and everything in it anew. */
  readonly cluster: z.infer<typeof span>;
  readonly anotherRegion: RegionFigures;
  readonly anotherAccount: AccountFigures;
  /** Objects of AWS and of the cluster that the tier makes. */
  readonly objects: number;
}

type Cell = Omit<Objective, "loss" | "tier">;
type Cells = (spec: TierSpec, figures: RestoreFigures) => Cell;

/** Pods of a node or a zone that goes have a place again: docs/placement.md. */
const placed = (notProved: string): Objective["proof"] => ({
  kind: "placement",
  test: "test/placement/disturb.ts",
  notProved,
});
const rehearsed = (test: string, ...tiers: TierName[]): Objective["proof"] => ({
  kind: "rehearsal",
  test,
  tiers,
});
const REHEARSED_TIERS = ["100", "500", "5k", "20k"] as const;
const RESTORED = rehearsed("test/rehearsal/restore.engine.test.ts", ...REHEARSED_TIERS);
const RESTORED_STORES = rehearsed("test/rehearsal/store-restore.engine.test.ts", ...REHEARSED_TIERS);
const REBUILT = rehearsed("test/rehearsal/rebuild.engine.test.ts", "500");
const LOST_DATABASE = rehearsed("test/rehearsal/lost-database.engine.test.ts", ...REHEARSED_TIERS);
const LOST_PEER = rehearsed("test/rehearsal/lost-peer.engine.test.ts", "500");
const LOST_CLUSTER = rehearsed("test/rehearsal/lost-cluster.engine.test.ts", "100", "500");
const IN_ANOTHER_REGION = rehearsed("test/rehearsal/another-region.engine.test.ts", "100", "20k");
const IN_ANOTHER_ACCOUNT = rehearsed("test/rehearsal/another-account.engine.test.ts", "100", "20k");
const WITH_PILOT = rehearsed("test/rehearsal/pilot.engine.test.ts", "100", "20k");
/** The engine reads 16 objects at once, each in 1 to 10 seconds: an estimate. The lookups before it take minutes as well. */
const rebuildMinutes = (objects: number): z.infer<typeof span> => ({
  minutesMin: Math.ceil(2 + objects / 16 / 60),
  minutesMax: Math.ceil(5 + (objects * 10) / 16 / 60),
});

const plus = (a: z.infer<typeof span>, b: z.infer<typeof span>) => ({
  minutesMin: Math.round((a.minutesMin + b.minutesMin) * 100) / 100,
  minutesMax: Math.round((a.minutesMax + b.minutesMax) * 100) / 100,
});
const perDay = ({ extraUsdPerDay }: StoreFigures): string =>
  `${extraUsdPerDay === null ? "an unknown amount" : `$${extraUsdPerDay.toFixed(2)}`} a day while both instances run`;
const perMonth = ({ copiesMonthlyUsd }: RegionFigures): string =>
  copiesMonthlyUsd === null ? "an unknown amount" : `$${copiesMonthlyUsd} a month for the copies`;
function ofAccount({ copiesMonthlyUsd, overBudgetUsd }: AccountFigures, budgetUsd: number): string {
  if (copiesMonthlyUsd === null || overBudgetUsd === null) return "an unknown amount";
  const sum = `$${copiesMonthlyUsd} a month for the copies, most of it on the other account's bill`;
  return overBudgetUsd === 0
    ? sum
    : `${sum}: at the ceiling $${overBudgetUsd} over the budget of $${budgetUsd}`;
}
function ofPilot({ copiesMonthlyUsd, pilot }: RegionFigures, budgetUsd: number): string {
  const { monthlyUsd, overBudgetUsd } = pilot;
  if (monthlyUsd === null || overBudgetUsd === null || copiesMonthlyUsd === null) return "an unknown amount";
  const sum = `$${monthlyUsd} a month for the pilot beside $${copiesMonthlyUsd} for the copies`;
  return overBudgetUsd === 0
    ? `${sum}; within the budget with all else of the tier`
    : `${sum}: at the ceiling $${overBudgetUsd} over the budget of $${budgetUsd}`;
}
const isSingleCopy = ({ qdrant }: TierSpec): boolean => qdrant.replicationFactor < 2;
/** The snapshot job runs once a day (docs/qdrant-backups.md). */
const LAST_RUN = "up to 24 h, since the last complete run of the snapshot job";

const CELLS: Readonly<Record<Loss, Cells>> = {
  row: ({ postgres }, figures) => ({
    rpo: `0 of what stood there 5 minutes before, for ${postgres.backupRetentionDays} days back`,
    rto: figures.create,
    rtoNote: "a restored instance beside the one that serves; the row is copied by hand, nothing is switched",
    automatic: "nothing",
    cost: perDay(figures),
    proof: RESTORED,
  }),
  migration: ({ postgres }, figures) => ({
    rpo: `everything written since the time that is restored, within ${postgres.backupRetentionDays} days; it stays on the former instance`,
    rto: plus(figures.create, figures.use),
    rtoNote: "create, then use; 1 to 5 minutes of it are an outage",
    automatic: "a migration that fails replaces no pod",
    cost: perDay(figures),
    proof: RESTORED,
  }),
  database: ({ postgres }, figures) => ({
    rpo: `5 minutes, of its automated backup, kept for ${postgres.backupRetentionDays} days`,
    rto: figures.lost,
    rtoNote: "one up after a refresh: the restored instance takes its place",
    automatic: postgres.multiAz
      ? "RDS fails over to the standby in 60 to 120 s when the instance, not its data, is lost"
      : "RDS replaces a failed host in minutes; nothing for lost data",
    cost: "$0: one instance in place of the other",
    proof: LOST_DATABASE,
  }),
  "qdrant-peer": (spec, { qdrant }) => ({
    rpo: isSingleCopy(spec)
      ? `nothing with its volume; without it ${LAST_RUN}`
      : "nothing: another peer has each shard",
    rto: isSingleCopy(spec) ? plus(qdrant.create, qdrant.use) : { minutesMin: 1, minutesMax: 15 },
    rtoNote: isSingleCopy(spec)
      ? "all collections from the last run, on an empty volume"
      : "an estimate for the pod; an empty volume is filled by the other peers while searches go on",
    automatic: "the pod starts again and attaches its volume",
    cost: "$0",
    proof: isSingleCopy(spec) ? RESTORED_STORES : LOST_PEER,
  }),
  "qdrant-collection": ({ qdrant }, figures) => ({
    rpo: `${LAST_RUN}; ${qdrant.keptSnapshotRuns} runs are kept`,
    rto: plus(figures.qdrant.create, figures.qdrant.use),
    rtoNote: "create, then use; the restored collection is beside the former one, and aliases move at once",
    automatic: "nothing",
    cost: "$0: on the disks that are there",
    proof: RESTORED_STORES,
  }),
  cache: ({ valkey }, figures) => ({
    rpo: `sessions and counters since the last daily snapshot, of which ${valkey.snapshotRetentionDays} are kept; the rest fills again`,
    rto: plus(figures.valkey.create, figures.valkey.use),
    rtoNote: "create, then use; until then the cache is empty, which the product bears",
    automatic: "ElastiCache replaces a failed node, empty where it has no replica",
    cost: perDay(figures.valkey),
    proof: RESTORED_STORES,
  }),
  node: () => ({
    rpo: "nothing",
    rto: { minutesMin: 2, minutesMax: 10 },
    rtoNote: "an estimate: Auto Mode starts another node, volumes are attached to it",
    automatic: "all of it",
    cost: "$0",
    proof: placed("machines of Auto Mode and volumes of EBS"),
  }),
  zone: (spec) => ({
    rpo: spec.postgres.multiAz
      ? "nothing of Postgres"
      : "nothing when the zone comes back; else 5 minutes of Postgres",
    rto: spec.postgres.multiAz && !isSingleCopy(spec) ? { minutesMin: 1, minutesMax: 15 } : null,
    rtoNote:
      spec.postgres.multiAz && !isSingleCopy(spec)
        ? "an estimate: failover of Postgres and Valkey, pods on nodes of other zones"
        : "the databases of this tier are in one zone: wait for it",
    automatic: spec.postgres.multiAz ? "failover to the standby in another zone" : "nothing of the data",
    cost: "$0",
    proof: placed("failover of RDS and ElastiCache"),
  }),
  cluster: (_, { cluster, qdrant }) => ({
    rpo: `nothing of Postgres and Valkey; Qdrant: ${LAST_RUN}; its volumes stay in EC2, attached to nothing`,
    rto: plus(cluster, plus(qdrant.create, qdrant.use)),
    rtoNote: "a refresh, one up that makes the cluster and all in it anew, then Qdrant's collections",
    automatic: "EKS runs the control plane in three zones; deletion protection is on",
    cost: "$0; the volumes that are left, until they are deleted",
    proof: LOST_CLUSTER,
  }),
  state: (_, { objects }) => ({
    rpo: "nothing of the data; of the state the ends of the names of final snapshots",
    rto: rebuildMinutes(objects),
    rtoNote: `an estimate: a read for each of ${objects} objects; the product runs meanwhile`,
    automatic: "nothing",
    cost: "$0",
    proof: REBUILT,
  }),
  region: ({ operations, qdrant }, { anotherRegion, qdrant: restored }) => {
    const withBackup = `Postgres: minutes, as RDS sends the write-ahead log every 5 and says how far it is; Qdrant: ${LAST_RUN}, less what S3 has not copied yet; assets: what S3 has not copied yet, mostly minutes; ${qdrant.keptSnapshotRuns} runs and 7 days of Postgres are kept; the cache is empty`;
    const isOff = operations.disasterRecovery === "off";
    return {
      rpo: isOff
        ? `everything until the region is back, as the tier has operations.disasterRecovery off; with backup ${withBackup}`
        : withBackup,
      rto: plus(anotherRegion.anew, plus(restored.create, restored.use)),
      rtoNote: `${isOff ? "with backup: " : ""}a second stack with databases made of the copies, then Qdrant's collections; objects are copied into its buckets by hand beside that`,
      automatic: `${isOff ? "nothing; with backup " : ""}copies of backups, snapshots, assets and passwords; nothing fails over by itself`,
      cost: `${isOff ? "$0; with backup " : ""}${perMonth(anotherRegion)}; a second stack while it runs`,
      proof: IN_ANOTHER_REGION,
    };
  },
  "region-pilot": ({ monthlyBudgetUsd }, { anotherRegion, qdrant: restored }) => ({
    rpo: `Postgres: what the replica is behind, mostly seconds; Qdrant and assets as without a pilot, and only where operations.disasterRecovery is backup: else everything; the cache is empty`,
    rto: plus(anotherRegion.pilot.promote, plus(restored.create, restored.use)),
    rtoNote:
      "the replicas are promoted while the rest is made, then Qdrant's collections; objects are copied into its buckets by hand beside that",
    automatic:
      "replication to a second stack, and an alarm when it stops; nothing fails over by itself; no tier has it unless you make one",
    cost: `${ofPilot(anotherRegion, monthlyBudgetUsd)}; a whole stack once it is promoted`,
    proof: WITH_PILOT,
  }),
  credentials: ({ monthlyBudgetUsd }, { anotherRegion, anotherAccount, qdrant: restored }) => ({
    rpo: `everything that the credentials may delete, in all regions; with backupAccount Postgres: up to 24 h, of the last of 7 daily copies; Qdrant: ${LAST_RUN}; assets: what S3 has not copied yet, mostly minutes; the cache is empty`,
    rto: plus(anotherRegion.anew, plus(restored.create, restored.use)),
    rtoNote:
      "with backupAccount: a stack in an account that nobody else has, with databases made of the copies, then Qdrant's collections; snapshots and objects are copied into it by hand before and beside that",
    automatic:
      "nothing; with backupAccount copies each day, and an alarm when they stop; no tier has it unless you name an account",
    cost: `$0; with backupAccount ${ofAccount(anotherAccount, monthlyBudgetUsd)}`,
    proof: IN_ANOTHER_ACCOUNT,
  }),
};

/** Every loss at every tier that is given, in the order of the losses. */
export function recoveryObjectives(
  tiers: readonly { readonly spec: TierSpec; readonly figures: RestoreFigures }[],
): Objective[] {
  return LOSSES.flatMap((loss) =>
    tiers.map(({ spec, figures }) => ({
      loss,
      tier: spec.name satisfies TierName,
      ...CELLS[loss](spec, figures),
    })),
  );
}
