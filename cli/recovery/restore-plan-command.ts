import { Option } from "commander";
import { physicalName } from "../../components/shared/names";
import type { Manifest } from "../../models/manifest/manifest";
import {
  RESTORE_STEPS,
  restorePlan,
  type RestoreQuestion,
  type RestoreStep,
  type RestoreUp,
} from "../../models/upgrade/restore";
import {
  InputError,
  instanceRole,
  restorableTimes,
  restoresSchema,
  shardNames,
  show,
  type Restore,
  type Restores,
  type TierName,
} from "../../tiers";
import type { Result } from "../print/result";
import { extraUsdPerDay, lostUp, RESTORE_KEY, restoreUp } from "../record/restore-ups";
import { recordedManifest } from "../record/recorded-manifest";
import { checkout, isStack, ofStack, subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { lostPlan } from "../../models/upgrade/restore-lost";
import { nightResult } from "./night-page";
import { restorePlanDocument } from "./restore-plan-document";
import { storePlanCommand, type StorePlanOptions } from "./store-plan-command";
import { namesOf, sizesOf } from "../record/subject-names";

export interface RestorePlanOptions extends StorePlanOptions {
  readonly stack?: string;
  readonly shard: string;
  readonly time?: string;
  readonly automatedBackup?: string;
  /** Whether the instance that served is gone. */
  readonly lost?: true;
}

/** What the command takes: one of the three. */
interface PlanOptions extends Omit<RestorePlanOptions, "shard"> {
  readonly shard?: string;
  readonly valkey?: true;
  readonly qdrant?: true;
}

const INSTANCE = "aws:rds/instance:Instance";

/** @throws InputError */
function parseShard(text: string): string {
  const [, number] = /^(?:shard-)?(\d+)$/.exec(text) ?? [];
  if (number !== undefined) return `shard-${Number(number)}`;
  throw new InputError(`--shard is "${text}"; allowed: the number of a database shard, such as 0.`);
}

const restoresOf = ({ config }: Subject): Restores =>
  restoresSchema.parse(JSON.parse(config[RESTORE_KEY] ?? "{}"));

/** @throws InputError for what the program would refuse as well */
function refuseBad(options: RestorePlanOptions, subject: Subject, now: Date): void {
  const { shard, snapshot, time, automatedBackup } = options;
  const { shardCount, backupRetentionDays } = sizesOf(subject).postgres;
  const names = shardNames(shardCount);
  if (!names.includes(shard))
    throw new InputError(
      `${subject.title} has no ${shard}. Its database shards: ${names.join(", ")}; give one by its number.`,
    );
  if (snapshot !== undefined && time !== undefined)
    throw new InputError("Give --snapshot or --time, not both: a snapshot is of its own time.");
  if (automatedBackup !== undefined && time === undefined)
    throw new InputError("--automated-backup needs --time: the point in time to restore it to.");
  if (time === undefined) return;
  const checked = restoresSchema.safeParse({ postgres: { [shard]: { generation: 2, time } } });
  const allowed = checked.success
    ? restorableTimes(time, backupRetentionDays, now)
    : "a time in UTC to the second such as 2026-11-29T02:10:00Z";
  if (allowed !== undefined) throw new InputError(`--time is ${show(time)}; allowed: ${allowed}.`);
}

/**
 * The restore that is asked for: the one that the stack is on, or the next one.
 * @throws InputError when another one of the shard is under way, or nothing says what to restore from
 */
function wantedRestore(options: RestorePlanOptions, at: Restore | undefined): Restore {
  const { shard, snapshot, time, automatedBackup } = options;
  const given: Partial<Restore> = {
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(time === undefined ? {} : { time }),
    ...(automatedBackup === undefined ? {} : { automatedBackupArn: automatedBackup }),
  };
  const isSilent = snapshot === undefined && time === undefined;
  if (at?.phase !== undefined && options.lost === true)
    throw new InputError(
      `--lost is for a shard of which one instance serves alone; ${shard} is at generation ${at.generation} (phase ${at.phase}). Go on with that: scale restore plan --shard ${shard.replace("shard-", "")}.`,
    );
  if (at?.phase !== undefined) {
    if (isSilent || (snapshot === at.snapshot && time === at.time)) return at;
    throw new InputError(
      `${shard} is on its way to generation ${at.generation} (phase ${at.phase}), from ${at.snapshot ?? at.time ?? ""}. End that restore first, or give it up: scale restore plan --shard ${shard.replace("shard-", "")} without --snapshot and --time.`,
    );
  }
  if (isSilent)
    throw new InputError(
      "Name what to restore from: --snapshot <identifier>, or --time <UTC> such as 2026-11-29T02:10:00Z.",
    );
  return { generation: (at?.generation ?? 1) + 1, ...given };
}

/** Identifier in RDS of the primary of a role such as `shard-0`, under the names that the subject has on AWS. */
const identifierOf = (subject: Subject, role: string, folder: string): string =>
  physicalName(namesOf(subject, folder), INSTANCE, role);

const askedFor = (tier: TierName | undefined, stack: string | undefined, folder: string): Subject =>
  tier === undefined && stack !== undefined ? ofStack(stack, folder) : subjectOf(tier, stack);

/**
 * `scale restore plan`, of what the options name.
 * @throws InputError when they name none of the three, or more
 */
export function planCommand(
  tier: TierName | undefined,
  { shard, valkey, qdrant, ...options }: PlanOptions,
  now = new Date(),
  folder = checkout(),
): Promise<Result> {
  const named = [shard, valkey, qdrant].filter((one) => one !== undefined).length;
  if (named !== 1)
    throw new InputError(
      `Name what to restore, one of the three: --shard <number>, --valkey, --qdrant${named === 0 ? "" : "; given were " + String(named)}.`,
    );
  if (shard !== undefined) {
    if (options.run !== undefined || options.collection !== undefined)
      throw new InputError("--run and --collection are not for --shard, which takes --snapshot or --time.");
    return restorePlanCommand(tier, { ...options, shard }, now, folder);
  }
  if (options.time !== undefined || options.automatedBackup !== undefined)
    throw new InputError(
      "--time and --automated-backup are for --shard: only RDS restores to a point in time.",
    );
  if (options.lost === true)
    throw new InputError(
      "--lost is for --shard: an empty cache or collection is what the product bears until it is restored.",
    );
  return storePlanCommand(
    valkey === undefined ? "qdrant" : "valkey",
    askedFor(tier, options.stack, folder),
    options,
    folder,
  );
}

/** `scale restore plan --shard`: the phases in which a database shard is brought back from a backup. */
export async function restorePlanCommand(
  tier: TierName | undefined,
  options: RestorePlanOptions,
  now = new Date(),
  folder = checkout(),
): Promise<Result> {
  const subject = askedFor(tier, options.stack, folder);
  const { shard } = options;
  const restores = restoresOf(subject);
  const at = restores.postgres[shard];
  refuseBad(options, subject, now);
  const wanted = wantedRestore(options, at);
  const { phase, generation, snapshot, time, automatedBackupArn } = wanted;
  const source = {
    generation,
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(time === undefined ? {} : { time }),
    ...(automatedBackupArn === undefined ? {} : { automatedBackupArn }),
  };
  const recorded = (restore: Restore): Promise<Manifest> =>
    recordedManifest(
      sizesOf(subject),
      {
        ...subject.config,
        [RESTORE_KEY]: JSON.stringify({ postgres: { ...restores.postgres, [shard]: restore } }),
      },
      { tellsSecretsApart: true },
    );
  const before = await recordedManifest(sizesOf(subject), subject.config, { tellsSecretsApart: true });
  const formerIdentifier = identifierOf(subject, instanceRole(shard, generation - 1), folder);
  const question: RestoreQuestion = {
    shard,
    ...source,
    formerIdentifier,
    restoredIdentifier: identifierOf(subject, instanceRole(shard, generation), folder),
    ...(phase === undefined ? {} : { phase }),
  };
  const restoreAt = (step: RestoreStep): Restore => {
    if (step === "end") return source;
    return { ...source, phase: step, ...(step === "retire" ? { retires: formerIdentifier } : {}) };
  };
  if (options.lost === true) {
    const after = await recorded({ ...source, lost: formerIdentifier });
    const report = withStack(
      lostPlan({ ...question, isLost: true }, { tier: subject.tier }, lostUp(before, after)),
      subject,
    );
    return nightResult(report, () => restorePlanDocument(report, subject.title), options);
  }
  const beside = await recorded({ ...source, phase: "create" });
  const ups: RestoreUp[] = [];
  let last = before;
  for (const step of RESTORE_STEPS.slice(phase === undefined ? 0 : RESTORE_STEPS.indexOf(phase))) {
    const after = await recorded(restoreAt(step));
    ups.push(restoreUp(step, last, after));
    last = after;
  }
  const extra = extraUsdPerDay(beside, last);
  const report = withStack(restorePlan(question, { tier: subject.tier }, ups, extra), subject);
  return nightResult(report, () => restorePlanDocument(report, subject.title), options);
}

export const registerRestorePlan: Register = (restore, run) => {
  reportCommand(
    restore,
    "plan",
    "the phases in which a database shard, the cache or collections of Qdrant are restored beside what serves",
  )
    .addArgument(tierArgument("[tier]", { stack: { command: "restore plan", isStack } }))
    .addOption(stackOption())
    .addOption(new Option("--shard <number>", "the database shard").argParser(parseShard))
    .addOption(new Option("--valkey", "the cache that holds sessions"))
    .addOption(new Option("--qdrant", "collections of Qdrant"))
    .addOption(new Option("--snapshot <identifier>", "from a snapshot of RDS or ElastiCache"))
    .addOption(new Option("--run <time>", "with --qdrant: from a complete run of the snapshot job"))
    .addOption(new Option("--collection <name...>", "with --qdrant: these, not all of the run"))
    .addOption(new Option("--time <UTC>", "from a point in time, such as 2026-11-29T02:10:00Z"))
    .addOption(
      new Option(
        "--automated-backup <arn>",
        "with --time: of an instance that is gone, not the one that serves",
      ),
    )
    .addOption(new Option("--lost", "with --shard: the instance that served is gone"))
    .addOption(new Option("--markdown", "print it for a pull request").conflicts("json"))
    .addOption(new Option("--html", "print it as a page to follow").conflicts(["json", "markdown"]))
    .action((tier: TierName | undefined, options: PlanOptions & OutputOptions) =>
      run(options, () => planCommand(tier, options)),
    );
};
