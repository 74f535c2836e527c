import { publicAccessProblems } from "../../stacks/public-access";

const linesOf = (publicAccessCidrs: readonly string[], allowOpenClusterApi = false): string[] =>
  publicAccessProblems({
    clusterApi: "public",
    publicAccessCidrs: [...publicAccessCidrs],
    allowOpenClusterApi,
  }).map(({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`);

const NOT_PUBLIC = (purpose: string): string =>
  `the public addresses you come from; this block is ${purpose}, and nobody reaches the cluster's API on the internet from it. The private endpoint needs no entry`;
const OPEN = "open the cluster's API to everyone and need allowOpenClusterApi set to true";
const IPV6 =
  "blocks of IPv4, such as 203.0.113.7/32: the cluster is of IPv4, and EKS takes no IPv6 for its API then";

test.each<[string, string[], string[]]>([
  [
    "a single address that lost its prefix",
    ["8.8.8.8/0"],
    [
      'publicAccessCidrs.0: given "8.8.8.8/0"; allowed: 0.0.0.0/0 for all 4294967296 addresses of the block, or 8.8.8.8/32 for this one',
      'publicAccessCidrs: given ["8.8.8.8/0"]; allowed: narrower blocks; 8.8.8.8/0 opens the cluster\'s API to everyone and needs allowOpenClusterApi set to true',
    ],
  ],
  [
    "bits behind the prefix",
    ["8.8.8.8/24"],
    [
      'publicAccessCidrs.0: given "8.8.8.8/24"; allowed: 8.8.8.0/24 for all 256 addresses of the block, or 8.8.8.8/32 for this one',
    ],
  ],
  [
    "the internet in halves",
    ["0.0.0.0/1", "128.0.0.0/1"],
    [
      `publicAccessCidrs: given ["0.0.0.0/1","128.0.0.0/1"]; allowed: narrower blocks; 0.0.0.0/1 and 128.0.0.0/1 ${OPEN}`,
    ],
  ],
  [
    "blocks that are narrow by themselves",
    ["8.0.0.0/8", "9.0.0.0/8"],
    [
      `publicAccessCidrs: given ["8.0.0.0/8","9.0.0.0/8"]; allowed: narrower blocks; 8.0.0.0/8 and 9.0.0.0/8 ${OPEN}`,
    ],
  ],
  ["IPv6", ["2a00:1450::/32"], [`publicAccessCidrs.0: given "2a00:1450::/32"; allowed: ${IPV6}`]],
  [
    "all of IPv6",
    ["0::0/0"],
    [
      `publicAccessCidrs.0: given "0::0/0"; allowed: ${IPV6}`,
      'publicAccessCidrs: given ["0::0/0"]; allowed: narrower blocks; 0::0/0 opens the cluster\'s API to everyone and needs allowOpenClusterApi set to true',
    ],
  ],
  [
    "private addresses, each of them at once",
    ["10.0.0.0/8", "192.168.1.0/24", "100.64.0.0/10"],
    [
      `publicAccessCidrs.0: given "10.0.0.0/8"; allowed: ${NOT_PUBLIC("private (RFC 1918)")}`,
      `publicAccessCidrs.1: given "192.168.1.0/24"; allowed: ${NOT_PUBLIC("private (RFC 1918)")}`,
      `publicAccessCidrs.2: given "100.64.0.0/10"; allowed: ${NOT_PUBLIC("shared by the customers of a provider (RFC 6598)")}`,
    ],
  ],
  [
    "multicast and this host",
    ["224.0.0.0/8", "127.0.0.1/32"],
    [
      `publicAccessCidrs.0: given "224.0.0.0/8"; allowed: ${NOT_PUBLIC("multicast (RFC 5771)")}`,
      `publicAccessCidrs.1: given "127.0.0.1/32"; allowed: ${NOT_PUBLIC("this host (RFC 1122)")}`,
    ],
  ],
  [
    "a block within another",
    ["8.8.8.8/32", "8.8.8.0/24"],
    [
      'publicAccessCidrs.0: given "8.8.8.8/32"; allowed: each address once; 8.8.8.0/24 holds all of it, so leave it out',
    ],
  ],
  [
    "a block twice",
    ["8.8.8.0/24", "8.8.8.0/24"],
    [
      'publicAccessCidrs.1: given "8.8.8.0/24"; allowed: each address once; 8.8.8.0/24 holds all of it, so leave it out',
    ],
  ],
  [
    "more blocks than EKS takes",
    Array.from({ length: 41 }, (_, index) => `8.8.${index * 2}.0/24`),
    [
      "publicAccessCidrs: given 41 blocks; allowed: at most 40: EKS takes no more. Put neighbours together into wider blocks, or set clusterApi to private",
    ],
  ],
])("refuses %s", (_what, cidrs, lines) => {
  expect(linesOf(cidrs)).toEqual(lines);
});

test.each([
  [["8.8.8.8/32"]],
  [["8.8.8.0/24", "8.8.4.0/24"]],
  // What the examples have; where something is built, the examples are refused by themselves.
  [["203.0.113.0/24"]],
  [Array.from({ length: 40 }, (_, index) => `8.8.${index * 2}.0/24`)],
])("accepts %j", (cidrs) => {
  expect(linesOf(cidrs)).toEqual([]);
});

test("an open API that is wanted is said with 0.0.0.0/0", () => {
  expect(linesOf(["0.0.0.0/0"], true)).toEqual([]);
  expect(linesOf(["1.2.3.4/0"], true)).toHaveLength(1);
});
