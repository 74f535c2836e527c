import { addressRange, InputError, openBlocks, overrideTier, specialRangeOf, tierNamed } from "../../tiers";
import { addressesIn } from "../../tiers/address-ranges";
import { SPECIAL_RANGES } from "../../tiers/special-ranges";
import { fc } from "../support/property";

describe("blocks that let everybody in", () => {
  test.each([
    [["0.0.0.0/0"], ["0.0.0.0/0"]],
    [["::/0"], ["::/0"]],
    [["1.2.3.4/0"], ["1.2.3.4/0"]],
    [["0::0/0"], ["0::0/0"]],
    [["0:0:0:0:0:0:0:0/0"], ["0:0:0:0:0:0:0:0/0"]],
    [
      ["0.0.0.0/1", "128.0.0.0/1"],
      ["0.0.0.0/1", "128.0.0.0/1"],
    ],
    [["64.0.0.0/7"], ["64.0.0.0/7"]],
    [["2000::/3"], ["2000::/3"]],
    [["203.0.113.7/32", "0.0.0.0/1"], ["0.0.0.0/1"]],
  ])("of %j: %j", (cidrs, open) => {
    expect(openBlocks(cidrs)).toEqual(open);
  });

  test.each([
    [["10.0.0.0/8"]],
    [["203.0.113.7/32"]],
    [["8.0.0.0/8"]],
    [["2001:db8::/32"]],
    [["2a00::/16"]],
    [["no range"]],
    [[]],
    // Nobody on the internet has these.
    [["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"]],
    [["224.0.0.0/4", "240.0.0.0/4"]],
    [["fc00::/7"]],
    // The same addresses twice are no more of them.
    [["8.0.0.0/8", "8.0.0.0/8", "8.8.0.0/16"]],
  ])("not of %j", (cidrs) => {
    expect(openBlocks(cidrs)).toEqual([]);
  });

  test("narrow blocks that are one wide range together are open, private ones beside them are not", () => {
    expect(openBlocks(["8.0.0.0/8", "9.0.0.0/8", "10.0.0.0/8"])).toEqual(["8.0.0.0/8", "9.0.0.0/8"]);
    expect(openBlocks(["2a00::/16", "2a01::/16"])).toEqual(["2a00::/16", "2a01::/16"]);
  });

  test("the internet is open however it is cut into blocks of one length", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), (length) => {
        const blocks = Array.from({ length: 2 ** length }, (_, index) => {
          const first = (index * 2 ** (32 - length)) / 2 ** 24;
          return `${first}.0.0.0/${length}`;
        });
        expect(openBlocks(blocks).length).toBeGreaterThan(0);
      }),
    );
  });
});

test("a range knows how its block is written, and the one address before the slash", () => {
  expect(addressRange("203.0.113.7/24")).toMatchObject({ block: "203.0.113.0/24", host: "203.0.113.7/32" });
  expect(addressRange("2001:db8::7/32")).toMatchObject({ block: "2001:db8::/32", host: "2001:db8::7/128" });
  expect(addressRange("203.0.113.7")).toBeUndefined();
  expect(addressRange("203.0.113.7/33")).toBeUndefined();
});

test.each([
  ["10.1.0.0/16", "private (RFC 1918)"],
  ["172.31.255.0/24", "private (RFC 1918)"],
  ["100.64.0.1/32", "shared by the customers of a provider (RFC 6598)"],
  ["127.0.0.1/32", "this host (RFC 1122)"],
  ["169.254.169.254/32", "link-local (RFC 3927)"],
  ["198.18.0.0/16", "for measurements (RFC 2544)"],
  ["224.0.0.0/24", "multicast (RFC 5771)"],
  ["255.255.255.255/32", "reserved (RFC 1112)"],
  ["203.0.113.0/24", "for documentation (RFC 5737)"],
  ["2001:db8::/48", "for documentation (RFC 3849, RFC 9637)"],
  ["fe80::/64", "not public (RFC 4291)"],
  ["8.8.8.8/32", undefined],
  ["172.0.0.0/8", undefined],
  ["2a00::/16", undefined],
  ["x", undefined],
])("%s is %s", (cidr, purpose) => {
  expect(specialRangeOf(cidr)?.purpose).toBe(purpose);
});

test("no two special ranges overlap, so that none is counted twice", () => {
  for (const family of ["ipv4", "ipv6"] as const) {
    const own = SPECIAL_RANGES.filter((range) => range.family === family);
    const each = own.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
    expect(addressesIn(own)).toBe(each);
  }
});

describe("the range of the VPC", () => {
  const refusalOf = (vpcCidrBlock: unknown): unknown => {
    try {
      return overrideTier(tierNamed("500"), { network: { vpcCidrBlock } }, "The tier").network.vpcCidrBlock;
    } catch (error) {
      if (error instanceof InputError) return error.problems[0]?.allowed;
      throw error;
    }
  };

  test.each(["10.0.0.0/16", "10.100.0.0/16", "172.16.0.0/16", "172.20.0.0/16", "192.168.0.0/16"])(
    "may be %s",
    (block) => {
      expect(refusalOf(block)).toBe(block);
    },
  );

  const PRIVATE = "a private /16 block such as 10.0.0.0/16";
  const CUT = `${PRIVATE}; the subnets are cut from a /16`;
  const WITHIN = `${PRIVATE}, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918)`;
  test.each([
    ["10.0.0.0", PRIVATE],
    ["fd00::/16", PRIVATE],
    ["10.0.0.0/24", CUT],
    ["10.0.0.0/15", CUT],
    ["10.0.1.0/24", CUT],
    ["10.1.0.0/8", CUT],
    ["10.0.1.0/16", "10.0.0.0/16: no bits behind the prefix"],
    ["11.0.0.0/16", WITHIN],
    ["172.32.0.0/16", WITHIN],
    ["192.169.0.0/16", WITHIN],
    ["100.64.0.0/16", WITHIN],
    [
      "172.17.0.0/16",
      `${PRIVATE}, but not 172.17.0.0/16, which services of AWS use inside their own machines`,
    ],
  ])("may not be %s", (block, allowed) => {
    expect(refusalOf(block)).toBe(allowed);
  });
});
