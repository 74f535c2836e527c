import type { BillItem, PriceSearch } from "../pricing/price";

export const RDS_INSTANCES: BillItem = {
  title: "RDS instances",
  usageType: /(?:^|-)InstanceUsage:db\.([\w.]+)$/,
  priceKey: /^rds\.postgres\.singleAz\.db\.([\w.]+)$/,
};
export const RDS_STORAGE: BillItem = {
  title: "RDS storage",
  usageType: /RDS:(?:Multi-AZ-)?GP3-Storage/,
  priceKey: /^rds\.postgres\.storage\./,
};
export const RDS_BACKUPS: BillItem = {
  title: "RDS backups beyond the free part",
  usageType: /RDS:ChargedBackupUsage/,
  priceKey: /^rds\.backup/,
};

export const INSTANCE_BILL: readonly [BillItem, ...BillItem[]] = [
  { title: "RDS CPU credits", usageType: /CPUCredits:db/, priceKey: /^rds\.cpuCredits/ },
  {
    title: "RDS, extended support",
    usageType: /ExtendedSupport:.*PostgreSQL/i,
    priceKey: /^rds\.extendedSupport/,
  },
  {
    title: "RDS with a standby",
    usageType: /Multi-AZUsage:db\.([\w.]+)$/,
    priceKey: /^rds\.postgres\.multiAz\.db\.([\w.]+)$/,
  },
  RDS_INSTANCES,
  {
    title: "RDS extra IOPS and throughput",
    usageType: /RDS:(?:Multi-AZ-)?GP3-(?:PIOPS|Throughput)/,
    priceKey: /^rds\.postgres\.gp3\./,
  },
  RDS_STORAGE,
  RDS_BACKUPS,
];

const hours = (keys: RegExp, deploymentOption: string): PriceSearch => ({
  keys,
  serviceCode: "AmazonRDS",
  unit: "Hrs",
  filters: (instanceType) => ({ instanceType, databaseEngine: "PostgreSQL", deploymentOption }),
});
/** With a standby the price list has one row for every engine, "Any". */
const storage = (keys: RegExp, deploymentOption: string, usageType: string): PriceSearch => ({
  keys,
  serviceCode: "AmazonRDS",
  unit: "GB-Mo",
  filters: () => ({ productFamily: "Database Storage", deploymentOption }),
  usageTypes: () => [usageType],
  oneOf: { databaseEngine: ["PostgreSQL", "Any"] },
});

export const INSTANCE_SEARCHES: readonly PriceSearch[] = [
  hours(/^rds\.postgres\.singleAz\.(db\.\S+)$/, "Single-AZ"),
  hours(/^rds\.postgres\.multiAz\.(db\.\S+)$/, "Multi-AZ"),
  storage(/^rds\.postgres\.storage\.gp3\.(singleAz)$/, "Single-AZ", "RDS:GP3-Storage"),
  storage(/^rds\.postgres\.storage\.gp3\.(multiAz)$/, "Multi-AZ", "RDS:Multi-AZ-GP3-Storage"),
];
