import { HOURS_PER_MONTH } from "../../../models/load/month";
import { at, isRecord, listOf } from "../../../models/manifest/values";
import { figuresOf, constant } from "../../pricing/figures";
import type { Formula } from "../../pricing/formula";

/** Hours in a month in which the scratch instance of a drill is there; the ceiling has some that fail and are tried again. */
const HOURS = { floor: 1, expected: 3, ceiling: 8 };

function variableOf(inputs: Parameters<typeof at>[0], name: string): string | undefined {
  const variables = listOf(at(inputs, "spec.jobTemplate.spec.template.spec.containers")).flatMap(
    (container) => listOf(isRecord(container) ? container["env"] : undefined),
  );
  const found = variables.find((variable) => isRecord(variable) && variable["name"] === name);
  return isRecord(found) && typeof found["value"] === "string" ? found["value"] : undefined;
}

/** What a scheduled job charges beside its node: the database into which a drill restores, and the metric that it puts. */
export const cronJobPrice: Formula = ({ inputs }) => {
  const instanceClass = variableOf(inputs, "SCRATCH_CLASS");
  const storageGiB = Number(variableOf(inputs, "SCRATCH_STORAGE_GIB"));
  if (instanceClass === undefined) return [];
  const shared = { basis: "fixed", assumption: "one drill a month of three hours" } as const;
  return [
    {
      ...shared,
      item: "scratch instance of the drill",
      priceKey: `rds.postgres.singleAz.${instanceClass}`,
      quantity: HOURS,
    },
    {
      ...shared,
      item: "storage of the drill",
      priceKey: "rds.postgres.storage.gp3.singleAz",
      quantity: figuresOf(HOURS, (hours) => (storageGiB * hours) / HOURS_PER_MONTH),
    },
    {
      basis: "fixed",
      assumption: null,
      item: "metric of the drill",
      priceKey: "cloudwatch.customMetric.first10k",
      quantity: constant(1),
    },
  ];
};
