import { z } from "zod";
import { downtimeSchema, upgradePhaseSchema } from "./report";
import { TIER_NAMES, type RestorePhase } from "../../tiers";

export const RESTORE_STEPS = ["create", "use", "retire", "end"] as const;
/** The phases of the configuration, and the end of the restore, which is no phase of it. */
export type RestoreStep = (typeof RESTORE_STEPS)[number];

const restorePlanPhaseSchema = upgradePhaseSchema
  .omit({ kind: true, steps: true })
  .extend({
    downtime: downtimeSchema,
    dataRisk: z.enum(["none", "recoverable", "loss"]),
    atRisk: z.string().describe("What of the data is at risk, in words; empty where nothing is"),
    creates: z.array(z.string()).describe("Logical names of the instances that the up makes"),
    deletes: z.array(z.string()).describe("Logical names of the instances that it deletes"),
  })
  .meta({ id: "RestorePhase" });

/** What every plan of a restore ends with. */
export const planOfPhasesShape = {
  minutesUntilServingMin: z
    .number()
    .min(0)
    .describe("From the first command until the restored data is served, checks by hand not counted"),
  minutesUntilServingMax: z.number().min(0),
  phases: z.array(restorePlanPhaseSchema),
};

/** How a database shard is brought back from a backup. */
export const restorePlanSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    stack: z.string().optional(),
    tier: z.enum(TIER_NAMES),
    shard: z.string(),
    generation: z.int().min(2).describe("Of the restored instance"),
    source: z.strictObject({
      snapshot: z.string().nullable(),
      time: z.string().nullable(),
      automatedBackupArn: z.string().nullable(),
    }),
    former: z.string().describe("Logical name of the primary that serves now, or did until it was lost"),
    restored: z.string(),
    extraUsdPerDay: z
      .number()
      .nullable()
      .describe("While both instances run, with their replicas and disks; null when something has no price"),
    ...planOfPhasesShape,
  })
  .meta({
    id: "RestorePlan",
    title: "How a database shard is restored",
    description: "Printed by `scale restore plan --json`",
  });
export type RestorePlan = z.infer<typeof restorePlanSchema>;
export type PlanPhase = RestorePlan["phases"][number];

/** What an `up` of one phase does, from the manifests before and after it. */
export interface RestoreUp {
  readonly step: RestoreStep;
  readonly minutesMin: number;
  readonly minutesMax: number;
  readonly creates: readonly string[];
  readonly deletes: readonly string[];
}

export interface RestoreQuestion {
  readonly shard: string;
  readonly generation: number;
  readonly snapshot?: string;
  readonly time?: string;
  readonly automatedBackupArn?: string;
  /** Identifiers in RDS of the instance that serves and of the one that will. */
  readonly formerIdentifier: string;
  readonly restoredIdentifier: string;
  /** Where the stack is on the way; at its beginning when absent. */
  readonly phase?: RestorePhase;
  /** Whether the former instance is gone. */
  readonly isLost?: true;
}

export const UNCHANGED = { command: "pulumi preview --expect-no-changes", expected: "exit code 0" };
const NONE = { class: "none", secondsMin: 0, secondsMax: 0 } as const;
/**
 * From the moment the former instance is closed until the last pod of both poolers is replaced: each takes some 20 to 60 s
 * until it is ready (components/postgres/pooler-pod.ts). An estimate.
 */
const SWITCH = { class: "outage", secondsMin: 60, secondsMax: 300 } as const;

const path = ({ shard }: RestoreQuestion, key: string): string => `restore.postgres.${shard}.${key}`;
const set = (question: RestoreQuestion, key: string, value: string | number): string =>
  `pulumi config set --path ${path(question, key)} ${value}`;
const remove = (question: RestoreQuestion, key: string): string =>
  `pulumi config rm --path ${path(question, key)}`;
const setPhase = (question: RestoreQuestion, phase: RestorePhase): string => set(question, "phase", phase);

/** Values of the restore before this one would be said of this instance. */
export function beginning(question: RestoreQuestion): string[] {
  const { generation, snapshot, time, automatedBackupArn } = question;
  const former =
    generation > 2
      ? ["snapshot", "time", "automatedBackupArn"]
          .filter((key) => question[key as "snapshot" | "time" | "automatedBackupArn"] === undefined)
          .concat(question.isLost === true ? [] : ["lost"])
          .map((key) => remove(question, key))
      : [];
  return [
    ...former,
    set(question, "generation", generation),
    ...(snapshot === undefined ? [] : [set(question, "snapshot", snapshot)]),
    ...(time === undefined ? [] : [set(question, "time", time)]),
    ...(automatedBackupArn === undefined ? [] : [set(question, "automatedBackupArn", automatedBackupArn)]),
    question.isLost === true
      ? set(question, "lost", question.formerIdentifier)
      : setPhase(question, "create"),
  ];
}

/** Asks a database as RDS's master user, from a pooler's pod: no one else is let in. */
export function asking(identifier: string, sql: string): string {
  const host = `$(aws rds describe-db-instances --db-instance-identifier ${identifier} --query 'DBInstances[0].Endpoint.Address' --output text)`;
  return `kubectl --namespace postgres exec deployment/postgres-rw -- env PGPASSWORD="$(kubectl --namespace postgres get secret postgres-roles --output 'jsonpath={.data.password}' | base64 --decode)" psql "host=${host} user=app dbname=app sslmode=require" --command '${sql}'`;
}

export const COUNT = "SELECT relname, n_live_tup FROM pg_stat_user_tables ORDER BY relname";

export const statusOf = (identifier: string) => ({
  command: `aws rds describe-db-instances --db-instance-identifier ${identifier} --query 'DBInstances[0].DBInstanceStatus' --output text`,
  expected: "available",
});

/** How to see that the product reaches the instance. */
export const SERVES: PlanPhase["checks"] = [
  {
    command: "kubectl --namespace postgres rollout status deployment/postgres-rw",
    expected: "successfully rolled out",
  },
  {
    command: "kubectl --namespace postgres rollout status deployment/postgres-ro",
    expected: "successfully rolled out",
  },
  {
    command:
      'curl --silent --output /dev/null --write-out "%{http_code}" "$(pulumi stack output url)/readyz"',
    expected: "200",
  },
];

const TITLES: Readonly<Record<RestoreStep, string>> = {
  create: "The restored instance beside the one that serves",
  use: "The poolers lead to the restored instance",
  retire: "The former instance loses its protection",
  end: "The former instance goes",
};

const WHY: Readonly<Record<RestoreStep, string>> = {
  create:
    "It is made while the product goes on. Only RDS's master user may log in, so nothing is written that nobody expects there.",
  use: "First the product's users are shut out of the former instance and its sessions ended, then the pods of the poolers are replaced: no write can land where nobody looks any more.",
  retire:
    "An `up` cannot lift the protection of an instance and delete it. Wait as long as you like before it, at least a day of full use.",
  end: "RDS takes a final snapshot and keeps it until you delete it; its automated backups are kept as long as before.",
};

function commandsOf(step: RestoreStep, question: RestoreQuestion): string[] {
  const ups = ["pulumi preview", "pulumi up"];
  switch (step) {
    case "create":
      return [...beginning(question), ...ups];
    case "use":
      return [setPhase(question, "use"), ...ups];
    case "retire":
      return [setPhase(question, "retire"), set(question, "retires", question.formerIdentifier), ...ups];
    case "end":
      return [remove(question, "phase"), remove(question, "retires"), ...ups];
  }
}

function checksOf(step: RestoreStep, question: RestoreQuestion): PlanPhase["checks"] {
  const { formerIdentifier, restoredIdentifier } = question;
  switch (step) {
    case "create":
      return [
        statusOf(restoredIdentifier),
        { command: asking(restoredIdentifier, "ANALYZE"), expected: "ANALYZE" },
        {
          command: asking(restoredIdentifier, COUNT),
          expected: "what was lost is there, and every table has about the rows it should",
        },
        { command: asking(formerIdentifier, COUNT), expected: "what was written since, to compare" },
      ];
    case "use":
      return SERVES;
    case "retire":
      return [];
    case "end":
      return [
        {
          command: `aws rds describe-db-snapshots --snapshot-type manual --query "DBSnapshots[?starts_with(DBSnapshotIdentifier, '${formerIdentifier}-final-')].[DBSnapshotIdentifier,Status]" --output text`,
          expected: "the final snapshot, available",
        },
      ];
  }
}

function rollbackOf(step: RestoreStep, question: RestoreQuestion): string {
  const { generation, restoredIdentifier, shard } = question;
  switch (step) {
    case "create":
      return `${set(question, "retires", restoredIdentifier)}, pulumi up; then ${
        generation === 2
          ? `pulumi config rm --path restore.postgres.${shard}`
          : "the values of the generation before"
      }, pulumi up. The restored instance goes.`;
    case "use":
      return `${setPhase(question, "create")}, then pulumi up: the same outage, and what was written since is on the restored instance alone.`;
    case "retire":
      return `${remove(question, "retires")}, ${setPhase(question, "use")}, then pulumi up: it is protected again.`;
    case "end":
      return "None but another restore, from the final snapshot.";
  }
}

function riskOf(
  step: RestoreStep,
  { snapshot, time }: RestoreQuestion,
): Pick<PlanPhase, "downtime" | "dataRisk" | "atRisk"> {
  if (step === "use")
    return {
      downtime: SWITCH,
      dataRisk: "recoverable",
      atRisk: `Everything written after ${time ?? `the snapshot ${snapshot ?? ""}`} is missing from what is served. It stays on the former instance until that goes, and in its final snapshot: copy what is needed by hand (pg_dump --table).`,
    };
  if (step === "end")
    return {
      downtime: NONE,
      dataRisk: "recoverable",
      atRisk: "What was written after the restored time is from here on in the final snapshot alone.",
    };
  return { downtime: NONE, dataRisk: "none", atRisk: "" };
}

const sum = (ups: readonly RestoreUp[], key: "minutesMin" | "minutesMax"): number =>
  Math.round(ups.reduce((total, up) => total + up[key], 0) * 100) / 100;

/** Minutes of the phases after which the restored data serves. */
export function untilServing(
  ups: readonly RestoreUp[],
): Pick<RestorePlan, "minutesUntilServingMin" | "minutesUntilServingMax"> {
  const until = ups.filter(({ step }) => step === "create" || step === "use");
  return {
    minutesUntilServingMin: sum(until, "minutesMin"),
    minutesUntilServingMax: sum(until, "minutesMax"),
  };
}

/** What a plan says of a phase by itself; how long it takes, and what it makes, is what its `up` does. */
type SaidOfPhase = Pick<
  PlanPhase,
  "title" | "why" | "commands" | "checks" | "rollback" | "downtime" | "dataRisk" | "atRisk"
>;

/** The phases that are left of a restore. Each ends with a preview that shows no change. */
export function planPhases(
  phase: RestorePhase | undefined,
  ups: readonly RestoreUp[],
  saidOf: (step: RestoreStep) => SaidOfPhase,
): PlanPhase[] {
  const left = RESTORE_STEPS.slice(phase === undefined ? 0 : RESTORE_STEPS.indexOf(phase));
  return left.map((step) => {
    const up = ups.find((one) => one.step === step);
    const { title, why, commands, checks, rollback, ...risk } = saidOf(step);
    return {
      number: RESTORE_STEPS.indexOf(step) + 1,
      title,
      why,
      commands,
      check: "pulumi up ends without an error, a second preview shows no change, and:",
      checks: [UNCHANGED, ...checks],
      rollback,
      minutesMin: up?.minutesMin ?? 0,
      minutesMax: up?.minutesMax ?? 0,
      ...risk,
      creates: [...(up?.creates ?? [])],
      deletes: [...(up?.deletes ?? [])],
    };
  });
}

/** What a plan says before its phases: of what, and from what. */
export function aboutRestore(
  question: RestoreQuestion,
  { tier, stack }: Pick<RestorePlan, "tier" | "stack">,
): Omit<RestorePlan, "extraUsdPerDay" | "minutesUntilServingMin" | "minutesUntilServingMax" | "phases"> {
  const { shard, generation } = question;
  const roleOf = (number: number): string => (number === 1 ? shard : `${shard}-restored-${number}`);
  return {
    schemaVersion: 1,
    ...(stack === undefined ? {} : { stack }),
    tier,
    shard,
    generation,
    source: {
      snapshot: question.snapshot ?? null,
      time: question.time ?? null,
      automatedBackupArn: question.automatedBackupArn ?? null,
    },
    former: `postgres-${roleOf(generation - 1)}-primary`,
    restored: `postgres-${roleOf(generation)}-primary`,
  };
}

/**
 * The way of a shard to an instance made from a backup.
 * @param ups what each phase does, in order
 * @param extraUsdPerDay what the restored instance costs beside the one that serves; null when it is not known
 */
export function restorePlan(
  question: RestoreQuestion,
  of: Pick<RestorePlan, "tier" | "stack">,
  ups: readonly RestoreUp[],
  extraUsdPerDay: number | null,
): RestorePlan {
  const { phase } = question;
  return {
    ...aboutRestore(question, of),
    extraUsdPerDay,
    ...untilServing(ups),
    phases: planPhases(phase, ups, (step) => ({
      title: TITLES[step],
      why: WHY[step],
      commands: commandsOf(step, question),
      checks: checksOf(step, question),
      rollback: rollbackOf(step, question),
      ...riskOf(step, question),
    })),
  };
}
