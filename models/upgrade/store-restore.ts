import { z } from "zod";
import { TIER_NAMES, type RestorePhase } from "../../tiers";
import { planOfPhasesShape, planPhases, untilServing, type RestoreStep, type RestoreUp } from "./restore";

const RESTORED_STORES = ["valkey", "qdrant"] as const;
export type RestoredStore = (typeof RESTORED_STORES)[number];

/** How the cache, or collections of Qdrant, are brought back from a backup. */
export const storeRestorePlanSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    stack: z.string().optional(),
    tier: z.enum(TIER_NAMES),
    store: z.enum(RESTORED_STORES),
    generation: z.int().min(2).describe("Of what is restored"),
    source: z.string().describe("Snapshot of ElastiCache, or run of the snapshot job"),
    former: z.string().describe("What serves now"),
    restored: z.string(),
    extraUsdPerDay: z.number().nullable().describe("While both are there; null when something has no price"),
    ...planOfPhasesShape,
  })
  .meta({
    id: "StoreRestorePlan",
    title: "How the cache or Qdrant is restored",
    description: "Printed by `scale restore plan --valkey --json` and `scale restore plan --qdrant --json`",
  });
export type StoreRestorePlan = z.infer<typeof storeRestorePlanSchema>;
type PlanPhase = StoreRestorePlan["phases"][number];

interface StoreQuestion {
  readonly store: RestoredStore;
  readonly generation: number;
  /** Name of the snapshot, or of the run. */
  readonly source: string;
  /** Of Qdrant; empty for all of the run. */
  readonly collections: readonly string[];
  /** Ids of the groups in ElastiCache, or names of collections. */
  readonly former: string;
  readonly restored: string;
  /** Where the stack is on the way; at its beginning when absent. */
  readonly phase?: RestorePhase | undefined;
}

/** What the two stores have in common is above; here is where they differ. */
interface Words {
  readonly titles: Readonly<Record<RestoreStep, string>>;
  readonly why: Readonly<Record<RestoreStep, string>>;
  readonly sourceKey: "snapshot" | "run";
  readonly checks: (question: StoreQuestion) => Readonly<Record<RestoreStep, PlanPhase["checks"]>>;
  readonly use: Pick<PlanPhase, "downtime" | "atRisk">;
  readonly end: string;
  readonly rollbackOfUse: string;
  readonly lost: Readonly<Record<"retire" | "end", string>>;
}

const NONE = { class: "none", secondsMin: 0, secondsMax: 0 } as const;
const READY = {
  command: 'curl --silent --output /dev/null --write-out "%{http_code}" "$(pulumi stack output url)/readyz"',
  expected: "200",
};
const log = { command: "kubectl --namespace qdrant logs job/qdrant-restore" };

const WORDS: Readonly<Record<RestoredStore, Words>> = {
  valkey: {
    sourceKey: "snapshot",
    titles: {
      create: "The restored group beside the one that serves",
      use: "The product's addresses lead to the restored group",
      retire: "The former group loses its protection",
      end: "The former group goes",
    },
    why: {
      create:
        "ElastiCache fills a new group from the snapshot while the product goes on. An existing group cannot be filled. Before anything is set, AWS is asked for the snapshot, which Pulumi cannot do: go on when it is available, of a version not above the stack's, and of a key of this account. Where there is none, it is not set, and the up is refused.",
      use: "The pods are replaced one after another. Meanwhile some log people in here and some there; who is logged in by a pod that goes logs in again.",
      retire:
        "An `up` cannot lift the protection of a group and delete it. Wait as long as you like before it, at least a day of full use.",
      end: "ElastiCache makes a final snapshot and keeps it until you delete it.",
    },
    checks: ({ restored, former }) => {
      const status = (id: string) => ({
        command: `aws elasticache describe-replication-groups --replication-group-id ${id} --query 'ReplicationGroups[0].[Status,SnapshottingClusterId]' --output text`,
        expected: "available",
      });
      return {
        create: [
          status(restored),
          {
            command: `aws cloudwatch get-metric-statistics --namespace AWS/ElastiCache --metric-name CurrItems --dimensions Name=CacheClusterId,Value=${restored}-0001-001 --start-time $(date -u -d '-15 min' +%FT%TZ) --end-time $(date -u +%FT%TZ) --period 60 --statistics Maximum --output text`,
            expected: "about the keys that the former group had",
          },
        ],
        use: [
          {
            command: "kubectl --namespace app rollout status deployment/web",
            expected: "successfully rolled out",
          },
          READY,
        ],
        retire: [],
        end: [
          {
            command: `aws elasticache describe-snapshots --query "Snapshots[?starts_with(SnapshotName, '${former}-final-')].[SnapshotName,SnapshotStatus]" --output text`,
            expected: "the final snapshot, available",
          },
        ],
      };
    },
    use: {
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      atRisk:
        "Sessions and counters written after the snapshot are missing from what is served: people log in again. They stay in the former group until that goes, and in its final snapshot.",
    },
    end: "What was written after the snapshot is from here on in the final snapshot alone.",
    rollbackOfUse: "the same roll of the pods, and what was written since is in the restored group alone",
    lost: { retire: "", end: "None but another restore, from the final snapshot." },
  },
  qdrant: {
    sourceKey: "run",
    titles: {
      create: "The collections under other names, beside those that serve",
      use: "Aliases lead to the restored collections",
      retire: "The former collections are deleted",
      end: "The job and its right to read the snapshots go",
    },
    why: {
      create:
        "The job `qdrant-restore` has each peer download what it needs of the run, then compares counts and searches for points taken at random. Nothing leads there yet. Cut off, it goes on with the next `up`.",
      use: "All aliases are moved in one request, after the same check.",
      retire:
        "Only what is named goes, and nothing to which an alias leads. Wait at least a day of full use.",
      end: "Peers may reach nothing outside the cluster again. The value stays, without `phase`: it says which generation serves.",
    },
    checks: ({ restored }) => ({
      create: [{ ...log, expected: `restored: ${restored}: … points, as counted when it was saved` }],
      use: [{ ...log, expected: `serving: … leads to ${restored}` }, READY],
      retire: [{ ...log, expected: "deleted: …" }],
      end: [],
    }),
    use: {
      downtime: NONE,
      atRisk:
        "Points written after the run are missing from what is searched. They stay in the former collections until those are deleted; embeddings can also be made again from Postgres.",
    },
    end: "",
    rollbackOfUse:
      "the aliases lead back in one request, and what was written since is in the restored collections alone",
    lost: { retire: "None but another restore, from a run that has them.", end: "" },
  },
};

const path = ({ store }: StoreQuestion, key: string): string => `restore.${store}.${key}`;
const set = (question: StoreQuestion, key: string, value: string | number): string =>
  key.includes("[")
    ? `pulumi config set --path '${path(question, key)}' ${value}`
    : `pulumi config set --path ${path(question, key)} ${value}`;
const remove = (question: StoreQuestion, key: string): string =>
  `pulumi config rm --path ${path(question, key)}`;

/** Names what goes: one group, or each collection. */
const retiring = (question: StoreQuestion, what: string): string =>
  set(question, question.store === "qdrant" ? "retires[0]" : "retires", what);

/** Fails where there is no such snapshot. */
const snapshotOf = (name: string): string =>
  `aws elasticache describe-snapshots --snapshot-name ${name} --query 'Snapshots[].[SnapshotStatus,EngineVersion,KmsKeyId]' --output text`;

function commandsOf(step: RestoreStep, question: StoreQuestion): string[] {
  const ups = ["pulumi preview", "pulumi up"];
  const { generation, source, collections, former, store } = question;
  const fromSource = set(question, WORDS[store].sourceKey, source);
  switch (step) {
    case "create":
      return [
        ...(generation > 2 && store === "qdrant" ? [remove(question, "collections")] : []),
        set(question, "generation", generation),
        ...(store === "valkey" ? [`${snapshotOf(source)} && ${fromSource}`] : [fromSource]),
        ...collections.map((name, index) => set(question, `collections[${index}]`, name)),
        set(question, "phase", "create"),
        ...ups,
      ];
    case "use":
      return [set(question, "phase", "use"), ...ups];
    case "retire":
      return [set(question, "phase", "retire"), retiring(question, former), ...ups];
    case "end":
      return [remove(question, "phase"), remove(question, "retires"), ...ups];
  }
}

function rollbackOf(step: RestoreStep, question: StoreQuestion): string {
  const { generation, restored, store } = question;
  const { lost, rollbackOfUse } = WORDS[store];
  if (step === "create")
    return `${retiring(question, restored)}, pulumi up; then ${
      generation === 2 ? `pulumi config rm --path restore.${store}` : "the values of the generation before"
    }, pulumi up. What was restored goes.`;
  if (step === "use") return `${set(question, "phase", "create")}, then pulumi up: ${rollbackOfUse}.`;
  if (lost[step] !== "") return lost[step];
  return step === "retire"
    ? `${remove(question, "retires")}, ${set(question, "phase", "use")}, then pulumi up: it is protected again.`
    : "Nothing to undo.";
}

function riskOf(
  step: RestoreStep,
  { store }: StoreQuestion,
): Pick<PlanPhase, "downtime" | "dataRisk" | "atRisk"> {
  const { use, end } = WORDS[store];
  if (step === "use") return { ...use, dataRisk: "recoverable" };
  const gone = store === "qdrant" ? "retire" : "end";
  if (step !== gone) return { downtime: NONE, dataRisk: "none", atRisk: "" };
  return {
    downtime: NONE,
    dataRisk: "recoverable",
    atRisk: end === "" ? "What was written after the run is from here on in later runs alone." : end,
  };
}

/**
 * The way to restored data of the cache or of Qdrant.
 * @param ups what each phase does, in order
 * @param extraUsdPerDay what both cost more than one; null when it is not known
 */
export function storeRestorePlan(
  question: StoreQuestion,
  { tier, stack }: Pick<StoreRestorePlan, "tier" | "stack">,
  ups: readonly RestoreUp[],
  extraUsdPerDay: number | null,
): StoreRestorePlan {
  const { store, generation, source, former, restored, phase } = question;
  const words = WORDS[store];
  const checks = words.checks(question);
  return {
    schemaVersion: 1,
    ...(stack === undefined ? {} : { stack }),
    tier,
    store,
    generation,
    source,
    former,
    restored,
    extraUsdPerDay,
    ...untilServing(ups),
    phases: planPhases(phase, ups, (step) => ({
      title: words.titles[step],
      why: words.why[step],
      commands: commandsOf(step, question),
      checks: checks[step],
      rollback: rollbackOf(step, question),
      ...riskOf(step, question),
    })),
  };
}

/** MiB a second in which a peer downloads from S3, checks, unpacks and loads a snapshot; estimates. */
const RECOVERY_MIB_PER_SECOND = { slow: 25, fast: 200 };

/** Minutes in which peers, all at a time or one after another, take in what each has of the collections. */
export function recoveryMinutes(
  gibPerCopy: number,
  { peerCount, replicationFactor }: { readonly peerCount: number; readonly replicationFactor: number },
): { readonly minutesMin: number; readonly minutesMax: number } {
  const mib = gibPerCopy * replicationFactor * 1024;
  const minutes = (amount: number, speed: number): number => Math.round((amount / speed / 60) * 100) / 100;
  return {
    minutesMin: minutes(mib / peerCount, RECOVERY_MIB_PER_SECOND.fast),
    // One call after another, as the job makes them.
    minutesMax: minutes(mib, RECOVERY_MIB_PER_SECOND.slow),
  };
}
