import { addressRange, overlaps, type AddressRange } from "./address-ranges";
import { specialRangeOf } from "./special-ranges";

const ALLOWED = "a private /16 block such as 10.0.0.0/16";
const PREFIX = "/16";

/** Blocks of RFC 1918: EKS also takes others, but a VPC of public addresses hides those from the platform. */
const PRIVATE = "private (RFC 1918)";

/** Some of AWS's services use it inside their own machines (VPC user guide, "IPv4 VPC CIDR blocks"). */
const OF_AWS = "172.17.0.0/16";

const meets = (range: AddressRange, block: string): boolean => {
  const other = addressRange(block);
  return other !== undefined && overlaps(range, other);
};

/**
 * Why the platform cannot be built in a VPC of some range, or `undefined` when it can. AWS takes /16 to /28, and the subnets are
 * cut from a /16. Services of the cluster need no range of the person's own: EKS takes 10.100.0.0/16 or 172.20.0.0/16, whichever
 * is not the VPC's (https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html).
 */
export function vpcRangeProblem(cidr: string): string | undefined {
  const range = addressRange(cidr);
  if (range?.family !== "ipv4") return ALLOWED;
  if (range.block !== cidr)
    return range.block.endsWith(PREFIX)
      ? `${range.block}: no bits behind the prefix`
      : `${ALLOWED}; the subnets are cut from a ${PREFIX}`;
  if (!cidr.endsWith(PREFIX)) return `${ALLOWED}; the subnets are cut from a ${PREFIX}`;
  if (specialRangeOf(cidr)?.purpose !== PRIVATE)
    return `${ALLOWED}, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918)`;
  if (meets(range, OF_AWS))
    return `${ALLOWED}, but not ${OF_AWS}, which services of AWS use inside their own machines`;
  return undefined;
}
