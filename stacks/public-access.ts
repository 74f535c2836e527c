import {
  addressRange,
  isWithin,
  openBlocks,
  show,
  specialRangeOf,
  type AddressRange,
  type Problem,
} from "../tiers";
import type { StackSettings } from "./settings";

/** CIDR blocks that EKS takes, not adjustable (https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html). */
const BLOCKS_MAX = 40;

type Access = Pick<StackSettings, "clusterApi" | "publicAccessCidrs" | "allowOpenClusterApi">;

/** A block of the list with its range. */
interface Listed {
  readonly cidr: string;
  readonly range: AddressRange;
}

const PATH = "publicAccessCidrs";

/**
 * What is wrong with one block, apart from the others. EKS takes no IPv6 for a cluster of IPv4
 * (https://docs.aws.amazon.com/eks/latest/APIReference/API_VpcConfigRequest.html, publicAccessCidrs), and keeps a block
 * without the bits behind its prefix.
 */
function blockProblem({ cidr, range }: Listed): string | undefined {
  if (range.family === "ipv6")
    return "blocks of IPv4, such as 203.0.113.7/32: the cluster is of IPv4, and EKS takes no IPv6 for its API then";
  if (range.block !== cidr)
    return `${range.block} for all ${range.last - range.first + 1n} addresses of the block, or ${range.host} for this one`;
  const special = specialRangeOf(cidr);
  if (special !== undefined && !special.isDocumentation)
    return `the public addresses you come from; this block is ${special.purpose}, and nobody reaches the cluster's API on the internet from it. The private endpoint needs no entry`;
  return undefined;
}

/** An earlier or a wider block that holds all of a block already. */
function holderOf({ range }: Listed, index: number, listed: readonly Listed[]): Listed | undefined {
  return listed.find(
    (other, place) =>
      place !== index &&
      isWithin(range, other.range) &&
      // Of two that are the same, the first stays.
      (!isWithin(other.range, range) || place < index),
  );
}

function blockProblems(listed: readonly Listed[]): Problem[] {
  return listed.flatMap((block, index) => {
    const holder = holderOf(block, index, listed);
    const allowed =
      blockProblem(block) ??
      (holder === undefined
        ? undefined
        : `each address once; ${holder.cidr} holds all of it, so leave it out`);
    return allowed === undefined ? [] : [{ path: `${PATH}.${index}`, given: show(block.cidr), allowed }];
  });
}

function listProblems({ publicAccessCidrs, allowOpenClusterApi }: Access): Problem[] {
  const count = publicAccessCidrs.length;
  const open = allowOpenClusterApi ? [] : openBlocks(publicAccessCidrs);
  const [opens, needs] = open.length === 1 ? ["opens", "needs"] : ["open", "need"];
  return [
    ...(count <= BLOCKS_MAX
      ? []
      : [
          {
            path: PATH,
            given: `${count} blocks`,
            allowed: `at most ${BLOCKS_MAX}: EKS takes no more. Put neighbours together into wider blocks, or set clusterApi to private`,
          },
        ]),
    ...(open.length === 0
      ? []
      : [
          {
            path: PATH,
            given: show(publicAccessCidrs),
            allowed: `narrower blocks; ${open.join(" and ")} ${opens} the cluster's API to everyone and ${needs} allowOpenClusterApi set to true`,
          },
        ]),
  ];
}

/** What is wrong with the addresses that may reach the cluster's API, each of which is a CIDR block. */
export function publicAccessProblems(access: Access): Problem[] {
  const { clusterApi, publicAccessCidrs } = access;
  if (clusterApi === "private")
    return publicAccessCidrs.length === 0
      ? []
      : [
          {
            path: PATH,
            given: show(publicAccessCidrs),
            allowed:
              "an empty list while clusterApi is private: nobody reaches a private API from the internet",
          },
        ];
  if (publicAccessCidrs.length === 0)
    return [
      {
        path: PATH,
        given: "nothing",
        allowed:
          "the addresses that may reach the cluster's API, such as your own: pulumi config set --path 'publicAccessCidrs[0]' 203.0.113.7/32. " +
          "To close the API to the internet, set clusterApi to private and run pulumi inside the VPC (VPN, CodeBuild)",
      },
    ];
  const listed = publicAccessCidrs.flatMap((cidr) => {
    const range = addressRange(cidr);
    return range === undefined ? [] : [{ cidr, range }];
  });
  return [...blockProblems(listed), ...listProblems(access)];
}
