import type { ManifestResource } from "../../models/manifest/manifest";
import { surplusVcpuHours } from "../pricing/cpu-credits";
import { constant, figuresOf } from "../pricing/figures";
import { DAYS_PER_MONTH, HOURS_PER_MONTH } from "../../models/load/month";
import type { CostContext, CostItem, Formula } from "../pricing/formula";
import { numberAt, textAt } from "../pricing/inputs";
import { GP3_INCLUDED, STRIPED_FROM_GIB } from "./gp3";
import { isReplica, isReplicaAbroad } from "./replica";
import { DAILY_CHANGE, dataGib } from "./stored-data";

function storage(resource: ManifestResource, context: CostContext, kind: string): CostItem {
  const allocated = numberAt(resource, "allocatedStorage");
  const grown = Math.max(allocated, numberAt(resource, "maxAllocatedStorage", allocated));
  return {
    item: "storage",
    priceKey: `rds.postgres.storage.gp3.${kind}`,
    quantity: {
      floor: allocated,
      expected: Math.max(allocated, dataGib(resource, context).expected),
      ceiling: grown,
    },
    basis: "fixed",
    assumption: grown > allocated ? `the ceiling has storage grown to its limit of ${grown} GiB` : null,
  };
}

function extraIops(resource: ManifestResource, kind: string): CostItem[] {
  const isStriped = numberAt(resource, "allocatedStorage") >= STRIPED_FROM_GIB;
  const extra = numberAt(resource, "iops", 0) - GP3_INCLUDED[isStriped ? "striped" : "plain"].iops;
  if (extra <= 0) return [];
  return [
    {
      item: "IOPS beyond the included ones",
      priceKey: `rds.postgres.gp3.iopsExtra.${kind}`,
      quantity: constant(extra),
      basis: "fixed",
      assumption: null,
    },
  ];
}

/** Backups up to the size of the storage are free. */
function backups(resource: ManifestResource, context: CostContext): CostItem[] {
  const days = numberAt(resource, "backupRetentionPeriod", 0);
  if (isReplica(resource) || days === 0) return [];
  const free = numberAt(resource, "allocatedStorage");
  return [
    {
      item: "backups beyond the free part",
      priceKey: "rds.backup.beyondFree",
      quantity: figuresOf(dataGib(resource, context), (data) =>
        Math.max(0, data * (1 + DAILY_CHANGE * days) - free),
      ),
      basis: "usage",
      assumption: `a day changes ${DAILY_CHANGE * 100} % of the data; ${days} days are kept`,
    },
  ];
}

/** Of the write-ahead log; the source's region charges it, and nobody else would know of it. */
function transfer(resource: ManifestResource, context: CostContext): CostItem[] {
  if (!isReplicaAbroad(resource)) return [];
  return [
    {
      item: "transfer from another region",
      priceKey: "dataTransfer.interRegion.other",
      quantity: figuresOf(dataGib(resource, context), (gib) => gib * DAILY_CHANGE * DAYS_PER_MONTH),
      basis: "usage",
      assumption: `a day changes ${DAILY_CHANGE * 100} % of the data, and is sent in the write-ahead log; the first copy of all data comes once on top`,
    },
  ];
}

function credits(instanceClass: string): CostItem[] {
  const vcpuHours = surplusVcpuHours(instanceClass);
  if (vcpuHours === 0) return [];
  return [
    {
      item: "surplus CPU credits",
      priceKey: "rds.cpuCredits.t3t4g",
      quantity: { floor: 0, expected: 0, ceiling: vcpuHours },
      basis: "usage",
      assumption: "RDS T4g always runs in unlimited mode; the ceiling has every vCPU busy all month",
      outsideFigures: true,
    },
  ];
}

/** A primary or a read replica of RDS for PostgreSQL. */
export const rdsInstancePrice: Formula = (resource, context) => {
  const kind = resource.inputs["multiAz"] === true ? "multiAz" : "singleAz";
  const instanceClass = textAt(resource, "instanceClass");
  return [
    {
      item: kind === "multiAz" ? "instance and standby" : "instance",
      priceKey: `rds.postgres.${kind}.${instanceClass}`,
      quantity: constant(HOURS_PER_MONTH),
      basis: "fixed",
      assumption: null,
    },
    storage(resource, context, kind),
    ...extraIops(resource, kind),
    ...backups(resource, context),
    ...transfer(resource, context),
    ...credits(instanceClass),
  ];
};
