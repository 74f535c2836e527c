import { physicalName } from "../../components/shared/names";
import type { Manifest } from "../../models/manifest/manifest";
import { RESTORE_STEPS, type RestoreStep, type RestoreUp } from "../../models/upgrade/restore";
import { storeRestorePlan, type RestoredStore } from "../../models/upgrade/store-restore";
import { cacheRole, InputError, restoresSchema, type RestorePhase, type Restores } from "../../tiers";
import type { Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { extraUsdPerDay, recoveryTime, RESTORE_KEY, restoreUp } from "../record/restore-ups";
import { withStack, type Subject } from "../record/subject";
import { nightResult } from "./night-page";
import { namesOf, sizesOf } from "../record/subject-names";
import { storePlanDocument } from "./store-plan-document";

export interface StorePlanOptions {
  readonly snapshot?: string;
  readonly run?: string;
  readonly collection?: readonly string[];
  readonly markdown?: true;
  readonly html?: true;
}

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";

interface Wanted {
  readonly generation: number;
  readonly source: string;
  readonly collections: readonly string[];
  readonly phase?: RestorePhase | undefined;
}

/** What a stack says of a restore, in the words of both stores. */
function placeOf(store: RestoredStore, { valkey, qdrant }: Restores): Wanted | undefined {
  if (store === "valkey") return valkey && { ...valkey, source: valkey.snapshot, collections: [] };
  return qdrant && { ...qdrant, source: qdrant.run, collections: qdrant.collections ?? [] };
}

/**
 * The restore that is asked for: the one that the stack is on, or the next one.
 * @throws InputError when another one is under way, or nothing says what to restore from
 */
function wantedOf(store: RestoredStore, options: StorePlanOptions, at: Wanted | undefined): Wanted {
  const [option, example, foreign] =
    store === "valkey"
      ? (["snapshot", "automatic.prod-valkey-main-2026-11-29-05-00", "run"] as const)
      : (["run", "2026-11-29T02-30-07Z", "snapshot"] as const);
  if (options[foreign] !== undefined || (store === "valkey" && options.collection !== undefined))
    throw new InputError(
      `--${options[foreign] === undefined ? "collection" : foreign} is not for --${store}, which takes --${option}${store === "qdrant" ? " and --collection" : ""}.`,
    );
  const source = options[option];
  if (at?.phase !== undefined) {
    if (source === undefined || source === at.source) return at;
    throw new InputError(
      `The restore of ${store} is on its way to generation ${at.generation} (phase ${at.phase}), from ${at.source}. End that restore first, or give it up: scale restore plan --${store} without --${option}.`,
    );
  }
  if (source === undefined)
    throw new InputError(`Name what to restore from: --${option}, such as ${example}.`);
  const wanted = { generation: (at?.generation ?? 1) + 1, source, collections: options.collection ?? [] };
  const checked = restoresSchema.safeParse({ [store]: valueOf(store, wanted) });
  if (checked.success) return wanted;
  throw new InputError(
    `--${option} is "${source}"; allowed: ${checked.error.issues[0]?.message ?? "another one"}.`,
  );
}

/** The value of the configuration. */
function valueOf(store: RestoredStore, { generation, source, collections }: Wanted): object {
  if (store === "valkey") return { generation, snapshot: source };
  return { generation, run: source, ...(collections.length === 0 ? {} : { collections }) };
}

/** What serves, and what will: groups of ElastiCache by their ids, collections by their names. */
function namesIn(
  store: RestoredStore,
  { generation, collections }: Wanted,
  subject: Subject,
  folder: string,
): { readonly former: string; readonly restored: string } {
  if (store === "valkey") {
    const idOf = (number: number): string =>
      physicalName(namesOf(subject, folder), GROUP, `valkey-${cacheRole(number)}`);
    return { former: idOf(generation - 1), restored: idOf(generation) };
  }
  const base = (collections[0] ?? "<collection>").replace(/-restored-\d+$/, "");
  return {
    former: generation === 2 ? base : `${base}-restored-${generation - 1}`,
    restored: `${base}-restored-${generation}`,
  };
}

/** `scale restore plan --valkey` and `--qdrant`: the phases in which they are brought back from a backup. */
export async function storePlanCommand(
  store: RestoredStore,
  subject: Subject,
  options: StorePlanOptions,
  folder: string,
): Promise<Result> {
  const sizes = sizesOf(subject);
  const restores = restoresSchema.parse(JSON.parse(subject.config[RESTORE_KEY] ?? "{}"));
  const wanted = wantedOf(store, options, placeOf(store, restores));
  const { phase } = wanted;
  const names = namesIn(store, wanted, subject, folder);
  const value = valueOf(store, wanted);
  const retires = store === "valkey" ? names.former : ["former"];
  const at = (step: RestoreStep): object =>
    step === "end" ? value : { ...value, phase: step, ...(step === "retire" ? { retires } : {}) };
  const recorded = (restore: object | undefined): Promise<Manifest> =>
    recordedManifest(
      sizes,
      restore === undefined
        ? subject.config
        : { ...subject.config, [RESTORE_KEY]: JSON.stringify({ ...restores, [store]: restore }) },
      { tellsSecretsApart: true },
    );
  const ups: RestoreUp[] = [];
  let last = await recorded(undefined);
  for (const step of RESTORE_STEPS.slice(phase === undefined ? 0 : RESTORE_STEPS.indexOf(phase))) {
    const after = await recorded(at(step));
    const up = restoreUp(step, last, after, store);
    ups.push(store === "qdrant" && step === "create" ? recoveryTime(up, sizes) : up);
    last = after;
  }
  const extra = extraUsdPerDay(await recorded(at("create")), last);
  const report = withStack(
    storeRestorePlan({ store, ...wanted, ...names }, { tier: subject.tier }, ups, extra),
    subject,
  );
  return nightResult(report, () => storePlanDocument(report, subject.title), options);
}
