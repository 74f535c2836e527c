import { isDeepStrictEqual } from "node:util";
import { priceBookFor } from "../../models/cost/prices/price-books";
import { estimateCost } from "../../models/cost/estimate";
import type { CostReport } from "../../models/cost/report";
import type { Review, ReviewStack } from "../../models/reports/review";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { wholeCents } from "../../kinds/pricing/figures";
import type { Manifest } from "../../models/manifest/manifest";
import { DRY_RUN_REGION, PROJECT } from "../../stacks/dry-run-config";
import { RULES } from "../../policies/all-rules";
import { judge } from "../../policies/judge";
import { fixedValueProblems } from "../../stacks/fixed-values";
import { InputError, stepProblem } from "../../tiers";
import { cents, plural } from "../print/figures";
import { readWaivers } from "../read/read-waivers";
import type { StackFile } from "../read/stack-files";
import { sharedEnvironment } from "./shared-environments";
import { recordedManifest } from "../record/recorded-manifest";
import { recordStackStep, sized, tierEnd, type StackEnd } from "../record/record-step";

type Upgrade = Review["upgrades"][number];

/** What a change does to one stack: its line, its report when it is changed, and what its gate has against it. */
export interface StackReview {
  readonly line: ReviewStack;
  readonly upgrade?: Upgrade;
  /** Reasons that concern the stack as a whole; those of its steps are in its report. */
  readonly objections: readonly string[];
}

const NOTHING: Omit<ReviewStack, "stack" | "file" | "change"> = {
  tierBefore: null,
  tierAfter: null,
  expectedBeforeMonthlyUsd: null,
  expectedAfterMonthlyUsd: null,
  ceilingAfterMonthlyUsd: null,
  budgetMonthlyUsd: null,
  worstDowntime: null,
  irreversibleSteps: null,
  notes: [],
};

const costBefore = (cost: CostReport): Partial<ReviewStack> => ({
  tierBefore: cost.tier,
  expectedBeforeMonthlyUsd: wholeCents(cost.expectedMonthlyUsd),
});

const costAfter = (cost: CostReport): Partial<ReviewStack> => ({
  tierAfter: cost.tier,
  expectedAfterMonthlyUsd: wholeCents(cost.expectedMonthlyUsd),
  ceilingAfterMonthlyUsd: wholeCents(cost.ceilingMonthlyUsd),
  budgetMonthlyUsd: wholeCents(cost.budgetMonthlyUsd),
});

/** A stack whose values cannot be known, or that the program refuses. Nothing is said of it, so its gate is closed. */
function notJudged({ stack, file }: StackFile, why: string): StackReview {
  return {
    line: { ...NOTHING, stack, file, change: "notJudged", notes: [`not judged, because ${why}`] },
    objections: [`not judged, because ${why}`],
  };
}

const endOf = ({ stack }: StackFile, values: Omit<StackEnd, "stack">): StackEnd => ({ stack, ...values });

async function costOf(end: StackEnd, day: string): Promise<{ cost: CostReport; broken: number }> {
  const { sizes, config } = sized(end);
  const manifest = await recordedManifest(sizes, config);
  const { spec, region, resources } = manifest;
  const { violations } = judge(RULES, resources, { tier: spec, region }, readWaivers(), day);
  return {
    cost: estimateCost(manifest, priceBookFor(region)),
    broken: violations.filter(({ enforcement }) => enforcement === "mandatory").length,
  };
}

async function newStack(file: StackFile, end: StackEnd, day: string): Promise<StackReview> {
  const { cost, broken } = await costOf(end, day);
  const encrypted = Object.keys(file.encrypted);
  const notes = [
    ...(broken === 0
      ? []
      : [`breaks mandatory rules, ${plural(broken, "violation")}: ./scale policy --stack ${file.stack}`]),
    ...(encrypted.length === 0 ? [] : [`encrypted, so not judged: ${encrypted.join(", ")}`]),
  ];
  return {
    line: { ...NOTHING, ...costAfter(cost), stack: file.stack, file: file.file, change: "new", notes },
    objections: [
      `new, ${cents(cost.expectedMonthlyUsd)} a month expected, at most ${cents(cost.ceilingMonthlyUsd)} of a budget of ${cents(cost.budgetMonthlyUsd)}`,
      ...notes,
    ],
  };
}

async function removedStack(file: StackFile, day: string): Promise<StackReview> {
  const gone =
    "its file is gone: nobody reviews it any longer, and what it has built stays until pulumi destroy";
  const { cost } =
    file.values === undefined ? { cost: undefined } : await costOf(endOf(file, file.values), day);
  return {
    line: {
      ...NOTHING,
      ...(cost === undefined ? {} : costBefore(cost)),
      stack: file.stack,
      file: file.file,
      change: "removed",
      notes: [gone],
    },
    objections: [gone],
  };
}

/** Asks the other checkout what its own program builds of a stack; `undefined` where its program is this one. */
export type AskBase = (stack: string) => Promise<Manifest | undefined>;

/** How a stack was built, as far as the other checkout says so. */
interface Built {
  readonly manifest?: Manifest;
  /** What is not known of it. */
  readonly notes: readonly string[];
}

async function builtBefore(stack: string, askBase: AskBase): Promise<Built> {
  try {
    const manifest = await askBase(stack);
    return manifest === undefined ? { notes: [] } : { manifest, notes: [] };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {
      notes: [`what a change of the program does to it is not judged: ${error.message}`],
    };
  }
}

/** What the program of the base has made of the old values, and this one makes of the new. */
async function changedStack(
  file: StackFile,
  from: StackEnd,
  to: StackEnd,
  encrypted: readonly string[],
  before: Built,
): Promise<StackReview> {
  const [old, next] = [sized(from), sized(to)];
  const recorded = await recordStackStep(from, to);
  const step = before.manifest === undefined ? recorded : { ...recorded, from: tierEnd(before.manifest) };
  const report = upgradeReport(step.from, step.to, step.between, [], step.isOneUp);
  const skipped = next.isUnphased
    ? undefined
    : stepProblem(old.position, next.position, next.by.overrides, file.stack);
  const moved = fixedValueProblems(old.fixed, next.fixed).map(
    ({ path, given }) => `pulumi up refuses it, ${path}: given ${given}; it is fixed for the life of a stack`,
  );
  const secret = `encrypted, so what its change does is not judged: ${encrypted.join(", ")}`;
  const notes = [
    ...(skipped === undefined
      ? []
      : [
          `pulumi up refuses it as it stands, ${skipped.path}: given ${skipped.given}; its phases are taken one by one, as the report below says`,
        ]),
    ...moved,
    ...(encrypted.length === 0 ? [] : [secret]),
    ...before.notes,
  ];
  const { worstDowntime } = report.totals;
  return {
    line: {
      ...NOTHING,
      ...costBefore(step.from.cost),
      ...costAfter(step.to.cost),
      stack: file.stack,
      file: file.file,
      change: "changed",
      worstDowntime,
      irreversibleSteps: report.oneWayDoors.length,
      notes,
    },
    upgrade: { stack: file.stack, report },
    objections: [...moved, ...(encrypted.length === 0 ? [] : [secret]), ...before.notes],
  };
}

/** Values that change nothing of what the report of a tier says. */
const LIKE_ITS_TIER = [
  "alertEmail",
  "budgetOwner",
  "deployerRoleArns",
  "environment",
  "publicAccessCidrs",
].map((key) => `${PROJECT}:${key}`);

/** Whether the report of its tier is that of the stack as well. */
const isLikeItsTier = ({ config }: StackEnd): boolean =>
  Object.entries(config).every(
    ([key, value]) => LIKE_ITS_TIER.includes(key) || (key === "aws:region" && value === DRY_RUN_REGION),
  );

/** A stack whose values stay, while the program changes. */
async function rebuiltStack(
  file: StackFile,
  end: StackEnd,
  askBase: AskBase,
): Promise<StackReview | undefined> {
  if (isLikeItsTier(end)) return undefined;
  const before = await builtBefore(file.stack, askBase);
  const { sizes, config } = sized(end);
  if (before.notes.length === 0) {
    if (before.manifest === undefined) return undefined;
    if (isDeepStrictEqual(before.manifest.resources, (await recordedManifest(sizes, config)).resources))
      return undefined;
  }
  return await changedStack(file, end, end, [], before);
}

async function judged(
  old: StackFile | undefined,
  file: StackFile,
  { day, askBase }: Judging,
): Promise<StackReview | undefined> {
  const isSame = old?.digest === file.digest;
  // Another project's stacks are reviewed there; that one of them changes is worth a word here.
  if (file.isForeign && isSame) return undefined;
  if (file.values === undefined) return notJudged(file, file.why);
  const end = endOf(file, file.values);
  if (old === undefined) return await newStack(file, end, day);
  if (old.values === undefined) return notJudged(file, `its values in the base cannot be known: ${old.why}`);
  if (JSON.stringify(old.values) === JSON.stringify(file.values))
    return await rebuiltStack(file, end, askBase);
  const encrypted = Object.keys({ ...old.encrypted, ...file.encrypted }).filter(
    (key) => old.encrypted[key] !== file.encrypted[key],
  );
  const before = await builtBefore(file.stack, askBase);
  return await changedStack(file, endOf(old, old.values), end, encrypted, before);
}

const withNote = (review: StackReview, note: string): StackReview => ({
  ...review,
  line: { ...review.line, notes: [...review.line.notes, note] },
});

interface Judging {
  /** YYYY-MM-DD */
  readonly day: string;
  readonly askBase: AskBase;
}

/**
 * Each stack that a change makes, takes away or gives other values, and each that cannot be judged.
 * @param base files of the other checkout
 * @param head files of this one
 */
export async function reviewStacks(
  base: ReadonlyMap<string, StackFile>,
  head: ReadonlyMap<string, StackFile>,
  judging: Judging,
): Promise<StackReview[]> {
  const reviews: StackReview[] = [];
  // One after another: a process holds one mocked program at a time.
  for (const name of [...new Set([...base.keys(), ...head.keys()])].sort()) {
    const [old, file] = [base.get(name), head.get(name)];
    const known = file ?? old;
    if (known === undefined) continue;
    try {
      const review =
        file === undefined ? await removedStack(known, judging.day) : await judged(old, file, judging);
      const shared = sharedEnvironment(name, head);
      if (review !== undefined) reviews.push(shared === undefined ? review : withNote(review, shared));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      reviews.push(notJudged(known, error.message));
    }
  }
  return reviews;
}
