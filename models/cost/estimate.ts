import { COST_COMPONENTS, type CostComponent } from "../../tiers";
import { isCustomResource, type Manifest, type ManifestResource } from "../manifest/manifest";
import { workloadOf } from "../load/workload";
import { DEFAULT_COEFFICIENTS, type Coefficients } from "../load/workload-coefficients";
import { placeOf } from "../../kinds/kind";
import { UnpricedError } from "../../kinds/pricing/errors";
import { sumOf, type Figures } from "../../kinds/pricing/figures";
import type { CostContext, CostItem } from "../../kinds/pricing/formula";
import { allowanceOf, knownPrice, type Price, type Prices } from "./prices/price-book";
import { poolNodes } from "./nodes/pool-nodes";
import { PRICING } from "./pricing";
import type { PricingTable } from "./pricing-table";
import type { CostLine, CostReport, UnpricedCharge } from "./report";

export interface EstimateOptions {
  /** Users of the expected load; the tier's own when absent. */
  readonly users?: number;
  readonly coefficients?: Coefficients;
}

const amountsOf = ({ floor, expected, ceiling }: Figures): number[] => [floor, expected, ceiling];

function requireQuantity({ name }: ManifestResource, { item, priceKey, quantity }: CostItem): void {
  const bad = amountsOf(quantity).find((amount) => !Number.isFinite(amount) || amount < 0);
  if (bad !== undefined) throw new UnpricedError(`${name} (${item}) has the quantity ${bad} of ${priceKey}.`);
}

function lineOf(
  { urn }: ManifestResource,
  component: CostComponent,
  { item, priceKey, quantity, basis, assumption }: CostItem,
  { usd, unit }: Price,
): CostLine {
  return {
    urn,
    component,
    item,
    priceKey,
    quantity: quantity.expected,
    unit,
    unitPriceUsd: usd,
    monthlyUsd: quantity.expected * usd,
    floorMonthlyUsd: quantity.floor * usd,
    ceilingMonthlyUsd: quantity.ceiling * usd,
    basis,
    assumption,
  };
}

type Totals = Pick<CostReport, "floorMonthlyUsd" | "expectedMonthlyUsd" | "ceilingMonthlyUsd">;

/** Sums of lines; a sum with a hole in it would be taken for the whole, so there is none then. */
function totals(lines: readonly CostLine[], unpriced: readonly UnpricedCharge[]): Totals {
  if (unpriced.some(({ outsideFigures }) => !outsideFigures))
    return { floorMonthlyUsd: null, expectedMonthlyUsd: null, ceilingMonthlyUsd: null };
  const { floor, expected, ceiling } = sumOf(
    lines.map(({ floorMonthlyUsd, monthlyUsd, ceilingMonthlyUsd }) => ({
      floor: floorMonthlyUsd,
      expected: monthlyUsd,
      ceiling: ceilingMonthlyUsd,
    })),
  );
  return { floorMonthlyUsd: floor, expectedMonthlyUsd: expected, ceilingMonthlyUsd: ceiling };
}

function contextOf(manifest: Manifest, book: Prices, options: EstimateOptions): CostContext {
  const { spec: tier } = manifest;
  const coefficients = options.coefficients ?? DEFAULT_COEFFICIENTS;
  const users = options.users ?? tier.users;
  const context: Omit<CostContext, "nodesOf"> = {
    tier,
    manifest,
    workload: {
      floor: workloadOf(0, coefficients),
      expected: workloadOf(users, coefficients),
      ceiling: workloadOf(users * coefficients.ceilingUsageFactor, coefficients),
    },
    allowance: (key) => allowanceOf(book, key),
  };
  return { ...context, nodesOf: (resource) => poolNodes(resource, context) };
}

/** The resources that the catalogue cannot price, in one message. */
function refuseUnpriced(resources: readonly ManifestResource[], pricing: PricingTable): void {
  const unpriced = resources.filter(
    ({ type }) => pricing.formulas[type] === undefined && pricing.free[type] === undefined,
  );
  const outside = resources.filter((each) => each.component === null && !unpriced.includes(each));
  if (unpriced.length + outside.length === 0) return;
  const files = [...new Set(unpriced.map(({ type }) => `kinds/${placeOf(type).file}.ts`))];
  throw new UnpricedError(
    [
      "The cost model cannot price everything this tier builds:",
      ...unpriced.map(({ name, type }) => `  ${name}: ${type} is neither priced nor on the free list`),
      ...outside.map(({ name, type }) => `  ${name}: ${type} belongs to no cost line`),
      ...(files.length > 0
        ? [`Add a formula, or the reason why it is free, in ${files.join(" and ")}.`]
        : ["Make it part of a component, which names its cost line."]),
    ].join("\n"),
  );
}

/**
 * What everything in a manifest costs in a month. What the book has no price for is listed, and the totals that it
 * belongs to are null.
 * @param pricing what judges each resource type; tests name their own
 * @throws UnpricedError naming each resource whose type nobody has priced, or whose inputs a formula cannot read
 */
export function estimateCost(
  manifest: Manifest,
  book: Prices,
  options: EstimateOptions = {},
  pricing: PricingTable = PRICING,
): CostReport {
  const resources = manifest.resources.filter(isCustomResource);
  refuseUnpriced(resources, pricing);
  const context = contextOf(manifest, book, options);
  const lines: CostLine[] = [];
  const outside: CostLine[] = [];
  const unpriced: UnpricedCharge[] = [];
  const free: CostReport["free"] = [];
  for (const resource of resources) {
    const formula = pricing.formulas[resource.type];
    const component = resource.component;
    if (formula === undefined || component === null) {
      free.push({ urn: resource.urn, reason: pricing.free[resource.type] ?? "" });
      continue;
    }
    const items = formula(resource, context);
    const reason = pricing.free[resource.type];
    if (items.length === 0 && reason !== undefined) free.push({ urn: resource.urn, reason });
    for (const item of items) {
      requireQuantity(resource, item);
      const price = knownPrice(book, item.priceKey);
      const outsideFigures = item.outsideFigures === true;
      if (price !== undefined)
        (outsideFigures ? outside : lines).push(lineOf(resource, component, item, price));
      // None of anything costs nothing, at any price.
      else if (amountsOf(item.quantity).some((amount) => amount > 0))
        unpriced.push({
          urn: resource.urn,
          component,
          item: item.item,
          priceKey: item.priceKey,
          outsideFigures,
        });
    }
  }
  const { tier, workload } = context;
  const all = totals(lines, unpriced);
  const { users } = workload.expected;
  return {
    schemaVersion: 1,
    tier: tier.name,
    region: manifest.region,
    users,
    priceBook: book.asOf === null ? null : { asOf: book.asOf },
    budgetMonthlyUsd: tier.monthlyBudgetUsd,
    ...all,
    usdPerUser: users === 0 || all.expectedMonthlyUsd === null ? null : all.expectedMonthlyUsd / users,
    components: COST_COMPONENTS.map((component) => ({
      component,
      budgetMonthlyUsd: tier.budgetLinesUsd[component],
      ...totals(
        lines.filter((line) => line.component === component),
        unpriced.filter((charge) => charge.component === component),
      ),
    })),
    lines,
    outside,
    free,
    unpriced,
  };
}
