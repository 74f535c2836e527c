import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { at, listOf } from "../../models/manifest/values";
import { UnpricedError } from "../pricing/errors";
import { figuresOf, sumOf } from "../pricing/figures";
import type { CostContext, Formula } from "../pricing/formula";
import { DAILY_CHANGE, dataGib, INSTANCE_TYPE } from "../rds/stored-data";

/** Days that the plan keeps backups here, and copies in the other account. @throws UnpricedError when it says none */
function daysOf({ name }: ManifestResource, { manifest }: CostContext): { here: number; there: number } {
  const rules = ofType(manifest, "aws:backup/plan:Plan").flatMap(({ inputs }) => listOf(inputs["rules"]));
  const longest = (kept: readonly unknown[]): number =>
    Math.max(
      ...kept.map((one) => at(one, "lifecycle.deleteAfter")).filter((days) => typeof days === "number"),
    );
  const here = longest(rules);
  const there = longest(rules.flatMap((rule) => listOf(at(rule, "copyActions"))));
  if (Number.isFinite(here) && Number.isFinite(there)) return { here, there };
  throw new UnpricedError(`${name} cannot be priced: no plan says for how many days copies are kept.`);
}

/** What is copied to another account: the copies are on that account's bill, which is the same company's. */
export const backupSelectionPrice: Formula = (resource, context) => {
  const selected = listOf(resource.inputs["resources"]).map(String);
  const days = daysOf(resource, context);
  const data = sumOf(
    ofType(context.manifest, INSTANCE_TYPE)
      .filter(({ inputs }) => selected.some((arn) => arn.endsWith(`:db:${String(inputs["identifier"])}`)))
      .map((primary) => dataGib(primary, context)),
  );
  const usage = { basis: "usage", priceKey: "rds.backup.beyondFree" } as const;
  return [
    {
      item: "backups that are copied",
      quantity: figuresOf(data, (gib) => gib * DAILY_CHANGE * days.here),
      ...usage,
      assumption: `a day changes ${DAILY_CHANGE * 100} % of the data, which RDS has a backup of already; ${days.here} days are kept`,
    },
    {
      item: "copies in the other account",
      quantity: figuresOf(data, (gib) => gib * days.there),
      ...usage,
      assumption: `each day's copy counts whole, as another key encrypts it; ${days.there} days are kept; on the other account's bill`,
    },
  ];
};
