import { physicalName } from "../../components/shared/names";
import { workloadOf } from "../../models/load/workload";
import { isCustomResource, type Manifest } from "../../models/manifest/manifest";
import type {
  AccountFigures,
  PilotFigures,
  RegionFigures,
  RestoreFigures,
  StoreFigures,
} from "../../models/recovery/objectives";
import { scheduled } from "../../models/upgrade/judged-schedule";
import { operationsBetween, type Operation } from "../../models/upgrade/operations";
import type { RestoreStep, RestoreUp } from "../../models/upgrade/restore";
import { recoveryMinutes } from "../../models/upgrade/store-restore";
import { EXAMPLE_ACCOUNT } from "../../kinds/example-account";
import { DRY_RUN_REGION, PROJECT, STACK } from "../../stacks/dry-run-config";
import { shardNames, tierNamed, type Pilot, type TierName, type TierSpec } from "../../tiers";
import { tierEnd } from "./record-step";
import { recordedManifest } from "./recorded-manifest";

export const RESTORE_KEY = "scaling-tiers:restore";
const PILOT_KEY = "scaling-tiers:pilot";
const BACKUP_ACCOUNT_KEY = "scaling-tiers:backupAccount";
const ANOTHER_REGION = "us-west-2";
/** What is made beside what serves, by what is restored. */
const RESTORED_TYPES = {
  postgres: "aws:rds/instance:Instance",
  valkey: "aws:elasticache/replicationGroup:ReplicationGroup",
  qdrant: "kubernetes:batch/v1:Job",
} as const;
type RestoredStore = keyof typeof RESTORED_TYPES;
/** Any copy will do, in the region that is recorded: nothing is restored. */
const COPY = {
  generation: 2,
  time: "2026-01-01T00:00:00Z",
  automatedBackupArn: `arn:aws:rds:${DRY_RUN_REGION}:${EXAMPLE_ACCOUNT}:auto-backup:ab-example`,
  kmsKeyArn: `arn:aws:kms:${DRY_RUN_REGION}:${EXAMPLE_ACCOUNT}:key/example`,
};
/** Any account will do that is not the recorded one. */
const EXAMPLE_BACKUP_ACCOUNT = {
  vaultArn: `arn:aws:backup:${DRY_RUN_REGION}:444455556666:backup-vault:example`,
  keyArn: `arn:aws:kms:${DRY_RUN_REGION}:444455556666:key/example`,
  snapshotBucketArn: "arn:aws:s3:::example-snapshots",
  assetBucketArn: "arn:aws:s3:::example-assets",
};
/** Of a tier that no stack is named for. */
const NAMES = { project: PROJECT, stack: STACK, environment: STACK };
const HOURS_PER_DAY = 24;
const HOURS_PER_MONTH = 730;

/** What the `up` of a phase does, by what is there before and after it. */
export function restoreUp(
  step: RestoreStep,
  before: Manifest,
  after: Manifest,
  store: RestoredStore = "postgres",
): RestoreUp {
  const operations = operationsBetween(before, after);
  const named = (operation: Operation["operation"]): string[] =>
    operations
      .filter((one) => one.type === RESTORED_TYPES[store] && one.operation === operation)
      .map(({ name }) => name);
  return {
    step,
    ...scheduled(operations, after).total,
    creates: named("create"),
    deletes: named("delete"),
  };
}

/** What the one `up` does that puts a restored database in the place of one that is gone, as a refresh has found it. */
export function lostUp(before: Manifest, after: Manifest): RestoreUp {
  const { deletes } = restoreUp("use", before, after);
  const found = { ...before, resources: before.resources.filter(({ name }) => !deletes.includes(name)) };
  return restoreUp("use", found, after);
}

/** The same, with the time in which peers take in the collections of as many users as the tier is for. */
export function recoveryTime(up: RestoreUp, sizes: TierSpec): RestoreUp {
  const { minutesMin, minutesMax } = recoveryMinutes(workloadOf(sizes.users).qdrantGiBPerCopy, sizes.qdrant);
  return { ...up, minutesMin: up.minutesMin + minutesMin, minutesMax: up.minutesMax + minutesMax };
}

/** What two instances cost more than one, in dollars a day; null when something has no price. */
export function extraUsdPerDay(both: Manifest, one: Manifest): number | null {
  const more = extraUsdPerMonth(both, one);
  return more === null ? null : Math.round((more * HOURS_PER_DAY * 100) / HOURS_PER_MONTH) / 100;
}

/** The same a month, not rounded. */
function extraUsdPerMonth(dear: Manifest, cheap: Manifest): number | null {
  const [more, less] = [dear, cheap].map((manifest) => tierEnd(manifest).cost.expectedMonthlyUsd);
  return typeof more === "number" && typeof less === "number" ? more - less : null;
}

/** Any primary will do, in another region than the one that is recorded. */
const pilotConfig = (sizes: TierSpec, pilot: Pick<Pilot, "phase"> = {}) => ({
  [PILOT_KEY]: JSON.stringify({
    ...pilot,
    postgres: Object.fromEntries(
      shardNames(sizes.postgres.shardCount).map((shard) => [
        shard,
        { sourceArn: `arn:aws:rds:${ANOTHER_REGION}:${EXAMPLE_ACCOUNT}:db:example-${shard}` },
      ]),
    ),
  }),
});

/** By what ceilings are together over the budget, in whole dollars; null when one of them is not known. */
function overBudgetUsd({ monthlyBudgetUsd }: TierSpec, manifests: readonly Manifest[]): number | null {
  const over = manifests
    .map((manifest) => tierEnd(manifest).cost.ceilingMonthlyUsd)
    .reduce((sum, usd) => (sum === null || usd === null ? null : sum + usd), -monthlyBudgetUsd);
  return over === null ? null : Math.max(0, Math.ceil(over));
}

const rounded = (usd: number | null): number | null => (usd === null ? null : Math.round(usd));

/**
 * What a pilot costs, and how long it takes until it is the platform.
 * @param sizes without copies of its own
 * @param withCopies the tier that it waits for
 */
async function pilotFigures(sizes: TierSpec, withCopies: Manifest): Promise<PilotFigures> {
  const waiting = await recordedManifest(sizes, pilotConfig(sizes));
  const promoted = await recordedManifest(sizes, pilotConfig(sizes, { phase: "promote" }));
  return {
    monthlyUsd: rounded(tierEnd(waiting).cost.expectedMonthlyUsd),
    overBudgetUsd: overBudgetUsd(sizes, [waiting, withCopies]),
    promote: scheduled(operationsBetween(waiting, promoted), promoted).total,
  };
}

/**
 * What copies cost, and how long the first `up` takes of a stack whose databases are made of them.
 * @param anew that stack
 */
async function regionFigures(sizes: TierSpec, before: Manifest, anew: Manifest): Promise<RegionFigures> {
  const copying = (disasterRecovery: "off" | "backup"): TierSpec => ({
    ...sizes,
    operations: { ...sizes.operations, disasterRecovery },
  });
  const isOn = sizes.operations.disasterRecovery !== "off";
  const [more, less] = isOn
    ? [before, await recordedManifest(copying("off"), {})]
    : [await recordedManifest(copying("backup"), {}), before];
  return {
    copiesMonthlyUsd: rounded(extraUsdPerMonth(more, less)),
    anew: scheduled(operationsBetween({ ...anew, resources: [] }, anew), anew).total,
    pilot: await pilotFigures(copying("off"), more),
  };
}

/** A stack that is made of copies, and has some in another account. */
const madeOfCopies = (sizes: TierSpec): Promise<Manifest> =>
  recordedManifest(sizes, {
    [RESTORE_KEY]: JSON.stringify({
      postgres: Object.fromEntries(shardNames(sizes.postgres.shardCount).map((shard) => [shard, COPY])),
    }),
    [BACKUP_ACCOUNT_KEY]: JSON.stringify(EXAMPLE_BACKUP_ACCOUNT),
  });

/** What copies in another account cost, by a stack that has them. */
const accountFigures = (sizes: TierSpec, withCopies: Manifest, without: Manifest): AccountFigures => ({
  copiesMonthlyUsd: rounded(extraUsdPerMonth(withCopies, without)),
  overBudgetUsd: overBudgetUsd(sizes, [withCopies]),
});

/** What restores of one shard to a point in time, of the cache and of Qdrant take and cost at a tier. */
export async function restoreFigures(tier: TierName): Promise<RestoreFigures> {
  const sizes = tierNamed(tier);
  const recorded = (config: Readonly<Record<string, string>>) =>
    recordedManifest(sizes, config, { tellsSecretsApart: true });
  const before = await recorded({});
  const figuresOf = async (
    store: RestoredStore,
    restore: (phase: "create" | "use") => object,
  ): Promise<StoreFigures> => {
    const at = (phase: "create" | "use") =>
      recorded({ [RESTORE_KEY]: JSON.stringify({ [store]: restore(phase) }) });
    const [create, use] = [await at("create"), await at("use")];
    const made = restoreUp("create", before, create, store);
    return {
      create: minutesOf(store === "qdrant" ? recoveryTime(made, sizes) : made),
      use: minutesOf(restoreUp("use", create, use, store)),
      extraUsdPerDay: extraUsdPerDay(create, before),
    };
  };
  // Any backup will do: nothing is restored.
  const source = { generation: 2, time: "2026-01-01T00:00:00Z" };
  const lost = await recorded({
    [RESTORE_KEY]: JSON.stringify({
      postgres: { "shard-0": { ...source, lost: physicalName(NAMES, RESTORED_TYPES.postgres, "shard-0") } },
    }),
  });
  const anew = await madeOfCopies(sizes);
  return {
    ...(await figuresOf("postgres", (phase) => ({ "shard-0": { ...source, phase } }))),
    valkey: await figuresOf("valkey", (phase) => ({ generation: 2, snapshot: "any", phase })),
    qdrant: await figuresOf("qdrant", (phase) => ({ generation: 2, run: "2026-01-01T00-00-00Z", phase })),
    lost: minutesOf(lostUp(before, lost)),
    cluster: clusterMinutes(before),
    anotherRegion: await regionFigures(sizes, before, anew),
    anotherAccount: accountFigures(sizes, anew, before),
    objects: before.resources.filter(({ type }) => isCustomResource({ type }) && !type.startsWith("random:"))
      .length,
  };
}

/** What the `up` takes that makes the cluster anew where a refresh has taken it out of the state, with all that belongs to it. */
function clusterMinutes(manifest: Manifest): RestoreFigures["cluster"] {
  const outside = manifest.resources.filter(({ type }) => !/^(?:kubernetes:|aws:eks\/)/.test(type));
  return scheduled(operationsBetween({ ...manifest, resources: outside }, manifest), manifest).total;
}

const minutesOf = ({ minutesMin, minutesMax }: RestoreUp) => ({ minutesMin, minutesMax });
