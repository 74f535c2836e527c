import { recordedManifest } from "../../cli/record/recorded-manifest";
import { estimateCost } from "../../models/cost/estimate";
import { pricesOf } from "../../models/cost/prices/price-books";
import { capacityOf } from "../../models/capacity/capacity";
import type { Manifest } from "../../models/manifest/manifest";
import { judgeOperation } from "../../models/upgrade/judge";
import type { UpgradeStep } from "../../models/upgrade/report";
import { operationsBetween } from "../../models/upgrade/operations";
import { DOWNTIME_CLASSES } from "../../kinds/facts";
import { CHANGE_CLASSES, fieldValue, InputError, tierFields } from "../../tiers";
import { amountOf, type FieldChange } from "./field-changes";

/** The tier before the change, and after it. */
async function ends({ tier, sizes }: FieldChange): Promise<readonly [Manifest, Manifest]> {
  const options = { tellsSecretsApart: true };
  return [await recordedManifest(tier, {}, options), await recordedManifest(sizes, {}, options)];
}

/** Cost lines, or why there are none: what cannot be priced is read as well. */
function costOf(manifest: Manifest): unknown {
  try {
    return estimateCost(manifest, pricesOf(manifest.region)).lines;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** Where the change shows. */
export async function reached(change: FieldChange): Promise<("manifest" | "capacity" | "cost")[]> {
  const [before, after] = await ends(change);
  const differs = (of: (manifest: Manifest) => unknown): boolean =>
    JSON.stringify(of(before)) !== JSON.stringify(of(after));
  return [
    ...(differs(({ resources }) => resources) ? (["manifest"] as const) : []),
    ...(differs(({ spec }) => capacityOf(spec)) ? (["capacity"] as const) : []),
    ...(differs(costOf) ? (["cost"] as const) : []),
  ];
}

const isUnjudged = ({ notes }: Pick<UpgradeStep, "notes">): boolean =>
  notes.some((note) => note.endsWith(": unknown, treat as disruptive"));

/** Whether the upgrade report knows no rule for what the change does. */
export async function isWithoutRule(change: FieldChange): Promise<boolean> {
  const [tier, changed] = await ends(change);
  return [...operationsBetween(tier, changed), ...operationsBetween(changed, tier)]
    .map((operation) => judgeOperation(operation))
    .some(isUnjudged);
}

/** What the upgrade report finds worse, there and back, than the class of the fields that change. */
export async function worseThanTheClass(change: FieldChange): Promise<string[]> {
  const [tier, changed] = await ends(change);
  const fields = tierFields.filter(({ path }) => change.changed.includes(path));
  const allowed = Math.max(...fields.map((field) => CHANGE_CLASSES.indexOf(field.change)));
  const ways = [
    { way: "there", from: tier, to: changed },
    { way: "back", from: changed, to: tier },
  ];
  return ways.flatMap(({ way, from, to }) => {
    // What gives back what only grows takes data along, or is refused: no change of class, and the report says so.
    const givesBack = fields.some(({ path, grows, ...field }) => {
      const amount = (spec: Manifest["spec"]) => amountOf({ path, ...field }, fieldValue(spec, path)) ?? 0;
      return grows !== undefined && amount(to.spec) < amount(from.spec);
    });
    return operationsBetween(from, to)
      .map((operation) => judgeOperation(operation))
      .filter((step) => !isUnjudged(step))
      .filter(({ downtime, blocked }) => {
        const found = DOWNTIME_CLASSES.indexOf(downtime.class);
        if (givesBack && (blocked !== null || downtime.class === "outage")) return false;
        return found > allowed || (blocked !== null && !fields.some((field) => field.change === "locked"));
      })
      .map(({ name, downtime, notes }) => `${way}, ${name}: ${downtime.class}. ${notes.join(". ")}`);
  });
}
