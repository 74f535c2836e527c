import type * as aws from "@pulumi/aws";

/** Address ranges of the subnets, one entry per zone. */
export interface SubnetPlan {
  readonly publicCidrBlocks: readonly string[];
  readonly privateCidrBlocks: readonly string[];
  readonly dataCidrBlocks: readonly string[];
}

/** The subnets of one zone. */
export interface ZoneSubnets {
  readonly public: aws.ec2.Subnet;
  readonly private: aws.ec2.Subnet;
  readonly data: aws.ec2.Subnet;
}

/**
 * Third octet at which each zone's subnet begins, and the length of its prefix. Pods take their addresses from the
 * private subnets in blocks of sixteen (prefix delegation), so these get three quarters of the VPC. `60.0/22` is free.
 */
const LAYOUT = {
  public: { prefixLength: 20, octets: [0, 16, 32] },
  data: { prefixLength: 22, octets: [48, 52, 56] },
  private: { prefixLength: 18, octets: [64, 128, 192] },
} as const;

const OCTET_MAX = 255;

/**
 * Cuts a VPC of length /16 into a public, a data and a private subnet for each of three zones. It reads nothing but
 * the block, so that no tier can move a subnet.
 * @throws RangeError when the block is not an IPv4 /16
 */
export function subnetPlan(vpcCidrBlock: string): SubnetPlan {
  const [, first, second] = /^(\d{1,3})\.(\d{1,3})\.0\.0\/16$/.exec(vpcCidrBlock) ?? [];
  if (first === undefined || second === undefined || Number(first) > OCTET_MAX || Number(second) > OCTET_MAX)
    throw new RangeError(`The VPC's block must be a /16 such as 10.0.0.0/16; it is ${vpcCidrBlock}.`);
  const blocks = ({ prefixLength, octets }: (typeof LAYOUT)[keyof typeof LAYOUT]): string[] =>
    octets.map((octet) => `${first}.${second}.${octet}.0/${prefixLength}`);
  return {
    publicCidrBlocks: blocks(LAYOUT.public),
    privateCidrBlocks: blocks(LAYOUT.private),
    dataCidrBlocks: blocks(LAYOUT.data),
  };
}
