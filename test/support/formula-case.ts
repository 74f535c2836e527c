import type { CostContext, CostItem } from "../../kinds/pricing/formula";
import { poolNodes } from "../../models/cost/nodes/pool-nodes";
import { allowanceOf } from "../../models/cost/prices/price-book";
import { referenceBook } from "../../models/cost/prices/price-books";
import type { PricingTable } from "../../models/cost/pricing-table";
import type { ManifestResource } from "../../models/manifest/manifest";
import { workloadOf } from "../../models/load/workload";
import { tierNamed, type TierName } from "../../tiers";
import { manifestWith } from "./manifest-with";

/** @param component type of the component it is in, such as `scaling-tiers:cdn:Cdn` */
export const resource = (
  type: string,
  inputs: ManifestResource["inputs"],
  name = "thing",
  component?: string,
): ManifestResource => ({
  urn: `urn:pulumi:example::scaling-tiers::${component === undefined ? "" : `${component}$`}${type}::${name}`,
  type,
  name,
  component: "operations",
  parent: null,
  provider: null,
  dependsOn: [],
  inputs,
  protect: false,
  retainOnDelete: false,
});

/** A tier with `users` users, twice as many at the ceiling, that builds `resources`. */
export function contextWith(tier: TierName, users: number, resources: ManifestResource[] = []): CostContext {
  const book = referenceBook();
  const context = {
    tier: tierNamed(tier),
    manifest: manifestWith(tier, resources),
    workload: { floor: workloadOf(0), expected: workloadOf(users), ceiling: workloadOf(2 * users) },
    allowance: (key: string) => allowanceOf(book, key),
  };
  return { ...context, nodesOf: (pool) => poolNodes(pool, context) };
}

/** What a table charges for a resource; every key must be in the price book. */
export function charge(table: PricingTable, each: ManifestResource, context: CostContext): CostItem[] {
  const formula = table.formulas[each.type];
  if (formula === undefined) throw new Error(`No formula for ${each.type}.`);
  const items = formula(each, context);
  const { prices } = referenceBook();
  const missing = items.filter(({ priceKey }) => prices[priceKey] === undefined);
  if (missing.length > 0) throw new Error(`Not in the price book: ${missing.map((i) => i.priceKey).join()}`);
  return items;
}

/** Quantities by item, rounded to six digits. */
export function quantities(items: readonly CostItem[]): Record<string, readonly number[]> {
  const rounded = (amount: number) => Math.round(amount * 1e6) / 1e6;
  return Object.fromEntries(
    items.map(({ item, quantity: { floor, expected, ceiling } }) => [
      item,
      [floor, expected, ceiling].map(rounded),
    ]),
  );
}
