/** How the AWS Price List API is asked for one price. */
export interface PriceQuery {
  readonly priceKey: string;
  readonly serviceCode: string;
  /** Attributes of the product, all of which must match. */
  readonly filters: Readonly<Record<string, string>>;
  /** Unit of the answer, as the API writes it. */
  readonly unit: string;
}

interface Pattern {
  readonly keys: RegExp;
  readonly serviceCode: string;
  readonly unit: string;
  readonly filters: (name: string) => Readonly<Record<string, string>>;
}

const rds = (deploymentOption: string) => (instanceType: string) => ({
  instanceType,
  databaseEngine: "PostgreSQL",
  deploymentOption,
});
const rdsStorage = (deploymentOption: string) => () => ({
  productFamily: "Database Storage",
  volumeType: "General Purpose-GP3",
  databaseEngine: "PostgreSQL",
  deploymentOption,
});

/** What a tier spends most on, by families of keys; the first group of a pattern is the type. */
const PATTERNS: readonly Pattern[] = [
  {
    keys: /^ec2\.([a-z]\d+g\.\w+)$/,
    serviceCode: "AmazonEC2",
    unit: "Hrs",
    filters: (instanceType) => ({
      instanceType,
      operatingSystem: "Linux",
      tenancy: "Shared",
      preInstalledSw: "NA",
      capacitystatus: "Used",
      marketoption: "OnDemand",
    }),
  },
  {
    keys: /^rds\.postgres\.singleAz\.(db\.\S+)$/,
    serviceCode: "AmazonRDS",
    unit: "Hrs",
    filters: rds("Single-AZ"),
  },
  {
    keys: /^rds\.postgres\.multiAz\.(db\.\S+)$/,
    serviceCode: "AmazonRDS",
    unit: "Hrs",
    filters: rds("Multi-AZ"),
  },
  {
    keys: /^rds\.postgres\.storage\.gp3\.(singleAz)$/,
    serviceCode: "AmazonRDS",
    unit: "GB-Mo",
    filters: rdsStorage("Single-AZ"),
  },
  {
    keys: /^rds\.postgres\.storage\.gp3\.(multiAz)$/,
    serviceCode: "AmazonRDS",
    unit: "GB-Mo",
    filters: rdsStorage("Multi-AZ"),
  },
  {
    keys: /^elasticache\.valkey\.(cache\.\S+)$/,
    serviceCode: "AmazonElastiCache",
    unit: "Hrs",
    filters: (instanceType) => ({ instanceType, cacheEngine: "Valkey" }),
  },
  {
    keys: /^ebs\.(gp3)\.storage$/,
    serviceCode: "AmazonEC2",
    unit: "GB-Mo",
    filters: (volumeApiName) => ({ productFamily: "Storage", volumeApiName }),
  },
];

/** The query for a price; undefined for one that the API is not asked for. */
export function queryOf(priceKey: string, region: string): PriceQuery | undefined {
  for (const { keys, serviceCode, unit, filters } of PATTERNS) {
    const name = keys.exec(priceKey)?.[1];
    if (name !== undefined)
      return { priceKey, serviceCode, unit, filters: { ...filters(name), regionCode: region } };
  }
  return undefined;
}
