import { z } from "zod";
import { didYouMean } from "./spelling";
// Another name than this file has: a resolver without TypeScript's order would take the data for the module.
import data from "./region-facts.json";

const asOf = z.string().regex(/^\d{4}(-\d\d(-\d\d)?)?$/);
const listSchema = z.strictObject({
  asOf,
  source: z.string().min(1),
  regions: z.array(z.string()),
});

/** What is known of AWS's regions, each with its source and date. */
const factsSchema = z.strictObject({
  partitions: z.strictObject({
    asOf,
    source: z.string().min(1),
    list: z.array(
      z.strictObject({
        id: z.string(),
        /** What a name in it looks like, those of regions to come included. */
        pattern: z.string(),
        /** Titles by name. */
        regions: z.record(z.string(), z.string()),
      }),
    ),
  }),
  /** Where CloudFront reaches a load balancer without a public address. */
  vpcOrigins: listSchema,
  withoutAutoMode: listSchema,
  /** Whose RDS root certificates are at hand. */
  rdsRoots: listSchema,
});

export const regionFacts = factsSchema.parse(data);
/** Where all regions lie that the platform is built for. */
const COMMERCIAL = "aws";

const partitionOf = (region: string) =>
  regionFacts.partitions.list.find(({ pattern }) => new RegExp(pattern).test(region));

/** Names of the regions of the commercial partition. */
export const commercialRegions: readonly string[] = Object.keys(
  regionFacts.partitions.list.find(({ id }) => id === COMMERCIAL)?.regions ?? {},
);

const SET = "set it with: pulumi config set aws:region us-east-1";

/**
 * What a name would have to be, where it is none of a region in the commercial partition; undefined where it is one.
 * A region that is newer than this release counts as one when its name is of the form of the others.
 */
export function regionNameAllowed(region: string): string | undefined {
  const partition = partitionOf(region);
  if (partition === undefined)
    return `an AWS region such as us-east-1 or eu-central-1${didYouMean(region, commercialRegions)}`;
  if (partition.id !== COMMERCIAL)
    return `a region of the partition ${COMMERCIAL}, such as us-east-1: this one is in ${partition.id}, where CloudFront has no VPC origins, and every stack is reached by one (${regionFacts.vpcOrigins.source})`;
  return undefined;
}

/**
 * Why nothing can be built in a region, as what would be allowed instead; undefined where it can.
 * @param hasRoots whether the stack brings RDS's root certificates itself
 */
export function regionAllowed(region: string, hasRoots = false): string | undefined {
  const { vpcOrigins, withoutAutoMode, rdsRoots } = regionFacts;
  const name = regionNameAllowed(region);
  if (name !== undefined) return name.startsWith("an AWS region") ? `${name}; ${SET}` : name;
  if (!commercialRegions.includes(region))
    return `a region that this release knows${didYouMean(region, commercialRegions)}; if ${region} is a new one, add to tiers/region-facts.json what AWS offers there`;
  if (!vpcOrigins.regions.includes(region))
    return `a region with CloudFront's VPC origins, by which every stack is reached; ${region} has none, as of ${vpcOrigins.asOf} (${vpcOrigins.source})`;
  if (withoutAutoMode.regions.includes(region))
    return `a region with EKS Auto Mode, on whose nodes everything runs; ${region} has none, as of ${withoutAutoMode.asOf} (${withoutAutoMode.source})`;
  if (!hasRoots && !rdsRoots.regions.includes(region))
    return `a region whose RDS root certificates are in ${rdsRoots.source}; those of ${region} are not, so give them: curl https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem | pulumi config set rdsRootCertificates`;
  return undefined;
}
