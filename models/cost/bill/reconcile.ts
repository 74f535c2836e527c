import { COST_COMPONENTS, InputError, type CostComponent } from "../../../tiers";
import { DEFAULT_COEFFICIENTS, type Coefficients } from "../../load/workload-coefficients";
import type { Bill, BillRow } from "./bill";
import { chargeOfPriceKey, chargeOfUsageType, serviceOfPriceKey } from "./bill-items";
import { DAYS_PER_MONTH } from "../../load/month";
import { plainNumber } from "./plain-number";
import { proposalsOf } from "./proposals";
import type { ReconciledCharge, Reconciliation } from "./reconciliation";
import type { CostLine, CostReport } from "../report";
import { addPrices, whyNoTotal } from "../unpriced";

/** A gap below both is none: AWS rounds, and a month has 28 to 31 days. */
const AGREES_WITHIN_SHARE = 0.02;
const AGREES_WITHIN_USD = 0.5;

type Detail = Reconciliation["bill"]["detail"];

const sum = (amounts: readonly number[]): number => amounts.reduce((total, each) => total + each, 0);

const detailOf = ({ rows }: Bill): Detail =>
  rows.some(({ usageType }) => usageType !== null)
    ? "usage type"
    : rows.some(({ service }) => service !== null)
      ? "service"
      : "none";

/** What a row charges for, named as in the estimate where that knows it. */
const chargeOfRow = ({ usageType, service }: BillRow): string =>
  usageType === null ? (service ?? "everything") : (chargeOfUsageType(usageType) ?? usageType);

const chargeOfLine = ({ priceKey }: CostLine, detail: Detail): string =>
  detail === "service" ? serviceOfPriceKey(priceKey) : (chargeOfPriceKey(priceKey) ?? priceKey);

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const agrees = (gap: number, expected: number): boolean =>
  Math.abs(gap) <= Math.max(AGREES_WITHIN_USD, AGREES_WITHIN_SHARE * expected);

/** Units in which a bill counts as the price book does. */
const SAME_UNITS: readonly string[] = ["hour", "GB", "GB-month", "LCU-hour"];

const HINTS: readonly (readonly [RegExp, string])[] = [
  [/extended support/i, "the version is past its standard support: upgrade it, the surcharge ends with it"],
  [
    /CPU credits/,
    "burstable instances ran above their baseline; the estimate names this outside its figures",
  ],
  [/^Tax$/, "tax is not part of the estimate"],
  [/Support/, "the support plan is not part of the estimate"],
  [/Refund|Credit$/, "credits and refunds are not part of the estimate"],
  [
    /Savings ?Plan|Reserved/i,
    "a commitment; the estimate counts on-demand prices. Export AmortizedCost to spread it",
  ],
  [/Cost Explorer/, "AWS charges 0.01 USD for each request to Cost Explorer's API"],
];

const hintFor = (charge: string): string | undefined => HINTS.find(([pattern]) => pattern.test(charge))?.[1];

/** Whether more was used or each unit cost more, when the bill counts in the estimate's unit. */
function quantityOrPrice(
  lines: readonly CostLine[],
  rows: readonly BillRow[],
  perMonth: number,
): string | undefined {
  const units = new Set(lines.map(({ unit }) => unit));
  const [unit] = units;
  if (unit === undefined || units.size > 1 || !SAME_UNITS.includes(unit)) return undefined;
  if (rows.some(({ quantity }) => quantity === null)) return undefined;
  const estimated = sum(lines.map(({ quantity }) => quantity));
  const billed = sum(rows.map(({ quantity }) => quantity ?? 0)) * perMonth;
  if (estimated === 0 || billed === 0) return undefined;
  const price = sum(lines.map(({ monthlyUsd }) => monthlyUsd)) / estimated;
  const billedPrice = (sum(rows.map(({ usd }) => usd)) * perMonth) / billed;
  const parts = [
    Math.abs(billed / estimated - 1) > AGREES_WITHIN_SHARE
      ? [`${plainNumber(billed)} instead of ${plainNumber(estimated)} ${unit}s`]
      : [],
    Math.abs(billedPrice / price - 1) > AGREES_WITHIN_SHARE
      ? [`${plainNumber(billedPrice)} instead of ${plainNumber(price)} USD each`]
      : [],
  ].flat();
  return parts.length === 0 ? undefined : parts.join(", ");
}

interface Sides {
  readonly charge: string;
  readonly lines: readonly CostLine[];
  readonly rows: readonly BillRow[];
  /** What the untagged part of the bill holds of the same charge, USD a month. */
  readonly untaggedUsd: number;
}

function explain({ charge, lines, rows, untaggedUsd }: Sides, billedUsd: number, perMonth: number): string {
  const untagged = untaggedUsd > 0 ? `; ${plainNumber(untaggedUsd)} USD of the same stand without a tag` : "";
  if (lines.length === 0)
    return hintFor(charge) ?? `the estimate knows no such thing in this cost line: was it made by hand?`;
  if (rows.length === 0)
    return `${untagged === "" ? "not there, within a free allowance, or billed without the tag" : "billed without the tag"}${untagged}`;
  const floor = sum(lines.map(({ floorMonthlyUsd }) => floorMonthlyUsd));
  const ceiling = sum(lines.map(({ ceilingMonthlyUsd }) => ceilingMonthlyUsd));
  const basis = lines.some((line) => line.basis === "usage") ? "use" : "autoscaling";
  const where = lines.every((line) => line.basis === "fixed")
    ? billedUsd > ceiling
      ? "it runs all month in the estimate: there is more of it, or it costs more"
      : "it runs all month in the estimate: it was not there all the time, or is discounted"
    : billedUsd > ceiling
      ? "above the estimate's ceiling"
      : billedUsd < floor
        ? "below the estimate's floor"
        : `within the limits of ${basis}: the load is not the one the estimate counts with`;
  return `${[quantityOrPrice(lines, rows, perMonth), where].filter((part) => part !== undefined).join("; ")}${untagged}`;
}

function reconcileCharge(sides: Sides, perMonth: number): ReconciledCharge {
  const { charge, lines, rows } = sides;
  const expectedMonthlyUsd = sum(lines.map(({ monthlyUsd }) => monthlyUsd));
  const billedMonthlyUsd = sum(rows.map(({ usd }) => usd)) * perMonth;
  const gapMonthlyUsd = billedMonthlyUsd - expectedMonthlyUsd;
  const same = agrees(gapMonthlyUsd, expectedMonthlyUsd);
  const status = same
    ? "agrees"
    : lines.length === 0
      ? "not estimated"
      : rows.length === 0
        ? "not billed"
        : "differs";
  return {
    charge,
    status,
    expectedMonthlyUsd,
    billedMonthlyUsd,
    gapMonthlyUsd,
    explanation: same ? null : explain(sides, billedMonthlyUsd, perMonth),
  };
}

function chargesOf(
  lines: readonly CostLine[],
  rows: readonly BillRow[],
  untagged: ReadonlyMap<string, readonly BillRow[]>,
  detail: Detail,
  perMonth: number,
): ReconciledCharge[] {
  if (detail === "none") return [];
  const estimated = groupBy(lines, (line) => chargeOfLine(line, detail));
  const billed = groupBy(rows, chargeOfRow);
  return [...new Set([...estimated.keys(), ...billed.keys()])]
    .map((charge) =>
      reconcileCharge(
        {
          charge,
          lines: estimated.get(charge) ?? [],
          rows: billed.get(charge) ?? [],
          untaggedUsd: sum((untagged.get(charge) ?? []).map(({ usd }) => usd)) * perMonth,
        },
        perMonth,
      ),
    )
    .filter(({ expectedMonthlyUsd, billedMonthlyUsd }) => expectedMonthlyUsd !== 0 || billedMonthlyUsd !== 0)
    .sort((a, b) => Math.abs(b.gapMonthlyUsd) - Math.abs(a.gapMonthlyUsd) || (a.charge < b.charge ? -1 : 1));
}

function untaggedOf(
  rows: readonly BillRow[],
  report: CostReport,
  detail: Detail,
  perMonth: number,
): Reconciliation["untagged"] {
  const estimated = new Map<string, Set<CostComponent>>();
  for (const line of report.lines) {
    const charge = chargeOfLine(line, detail);
    estimated.set(charge, (estimated.get(charge) ?? new Set()).add(line.component));
  }
  return [...groupBy(rows, (row) => `${row.tag}\n${chargeOfRow(row)}`).values()].flatMap((group) => {
    const [first] = group;
    const billedMonthlyUsd = sum(group.map(({ usd }) => usd)) * perMonth;
    if (first === undefined || billedMonthlyUsd === 0) return [];
    const charge = chargeOfRow(first);
    const components = [...(estimated.get(charge) ?? [])];
    const explanation =
      first.tag !== ""
        ? `the tag cost-component says "${first.tag}", which is no cost line of this program`
        : (hintFor(charge) ??
          (components.length > 0
            ? `the estimate counts this in ${components.join(", ")}: billed before the tag was active, or AWS tags it not`
            : "nothing of this kind is in the estimate: not of this stack, or made by hand"));
    return [{ tag: first.tag, charge, billedMonthlyUsd, explanation }];
  });
}

/**
 * Compares a bill with the estimate: by cost line, and by what is charged where the bill tells.
 * @param coefficients the ones the estimate was made with
 * @throws InputError when the estimate has no total
 */
export function reconcile(
  bill: Bill,
  report: CostReport,
  coefficients: Coefficients = DEFAULT_COEFFICIENTS,
): Reconciliation {
  const { expectedMonthlyUsd } = report;
  if (expectedMonthlyUsd === null)
    throw new InputError(
      `The bill cannot be compared with the estimate: ${whyNoTotal(report) ?? "that has no total"}. ${addPrices(report.region)}`,
    );
  const perMonth = DAYS_PER_MONTH / bill.days;
  const detail = detailOf(bill);
  const rows = bill.rows.filter(({ usd, quantity }) => usd !== 0 || quantity !== null);
  const charged = rows.filter(({ usd }) => usd !== 0);
  const untagged = charged.filter(({ component }) => component === null);
  const untaggedByCharge = groupBy(
    untagged.filter(({ tag }) => tag === ""),
    chargeOfRow,
  );
  const totalUsd = sum(charged.map(({ usd }) => usd));
  return {
    schemaVersion: 1,
    tier: report.tier,
    region: report.region,
    users: report.users,
    bill: {
      start: bill.start,
      end: bill.end,
      days: bill.days,
      metric: bill.metric,
      estimated: bill.estimated,
      detail,
      totalUsd,
    },
    expectedMonthlyUsd,
    billedMonthlyUsd: totalUsd * perMonth,
    gapMonthlyUsd: totalUsd * perMonth - expectedMonthlyUsd,
    components: COST_COMPONENTS.map((component) => {
      const figures = report.components.find((each) => each.component === component);
      const own = charged.filter((row) => row.component === component);
      const expectedMonthlyUsd = figures?.expectedMonthlyUsd ?? 0;
      const billedMonthlyUsd = sum(own.map(({ usd }) => usd)) * perMonth;
      return {
        component,
        expectedMonthlyUsd,
        billedMonthlyUsd,
        gapMonthlyUsd: billedMonthlyUsd - expectedMonthlyUsd,
        withinLimits:
          agrees(billedMonthlyUsd - expectedMonthlyUsd, expectedMonthlyUsd) ||
          (billedMonthlyUsd >= (figures?.floorMonthlyUsd ?? 0) &&
            billedMonthlyUsd <= (figures?.ceilingMonthlyUsd ?? 0)),
        charges: chargesOf(
          report.lines.filter((line) => line.component === component),
          own,
          untaggedByCharge,
          detail,
          perMonth,
        ),
      };
    }),
    untagged: untaggedOf(untagged, report, detail, perMonth),
    proposals: proposalsOf(rows, perMonth, report.users, coefficients),
  };
}
