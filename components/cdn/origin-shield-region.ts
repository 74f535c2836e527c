/**
 * Where Origin Shield runs for an origin in each region. The first two groups are the table of the Amazon CloudFront
 * Developer Guide, "Choosing the AWS Region for Origin Shield"; the last are regions that table does not list, with
 * the nearest one that it does.
 */
const SHIELD_REGION_BY_ORIGIN_REGION: Readonly<Record<string, string>> = {
  "ap-northeast-1": "ap-northeast-1",
  "ap-northeast-2": "ap-northeast-2",
  "ap-south-1": "ap-south-1",
  "ap-southeast-1": "ap-southeast-1",
  "ap-southeast-2": "ap-southeast-2",
  "eu-central-1": "eu-central-1",
  "eu-west-1": "eu-west-1",
  "eu-west-2": "eu-west-2",
  "sa-east-1": "sa-east-1",
  "us-east-1": "us-east-1",
  "us-east-2": "us-east-2",
  "us-west-2": "us-west-2",

  "af-south-1": "eu-west-1",
  "ap-east-1": "ap-southeast-1",
  "ca-central-1": "us-east-1",
  "eu-north-1": "eu-west-2",
  "eu-south-1": "eu-central-1",
  "eu-west-3": "eu-west-2",
  "me-south-1": "ap-south-1",
  "us-west-1": "us-west-2",

  "ap-northeast-3": "ap-northeast-1",
  "ap-south-2": "ap-south-1",
  "ap-southeast-3": "ap-southeast-1",
  "ap-southeast-4": "ap-southeast-2",
  "ap-southeast-5": "ap-southeast-1",
  "ap-southeast-7": "ap-southeast-1",
  "ca-west-1": "us-west-2",
  "eu-central-2": "eu-central-1",
  "eu-south-2": "eu-west-2",
  "il-central-1": "eu-central-1",
  "me-central-1": "ap-south-1",
  "mx-central-1": "us-east-1",
};

/**
 * The region of Origin Shield for an origin in `region`.
 * @throws RangeError for a region that is in no table
 */
export function originShieldRegion(region: string): string {
  const shieldRegion = SHIELD_REGION_BY_ORIGIN_REGION[region];
  if (shieldRegion === undefined)
    throw new RangeError(
      `No region of Origin Shield is known for an origin in ${region}. Set cdn.originShield to false, or add the nearest region to components/cdn/origin-shield-region.ts.`,
    );
  return shieldRegion;
}
