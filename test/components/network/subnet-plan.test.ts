import { fc } from "../../support/property";
import { subnetPlan } from "../../../components/network/subnet-plan";

/** First and last address of a block, as numbers. */
function range(cidrBlock: string): { first: number; last: number } {
  const [address = "", length = "0"] = cidrBlock.split("/");
  const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return { first, last: first + 2 ** (32 - Number(length)) - 1 };
}

const octet = fc.integer({ min: 0, max: 255 });
const vpc = fc.tuple(octet, octet).map(([first, second]) => `${first}.${second}.0.0/16`);
const subnetsOf = (block: string) => Object.values(subnetPlan(block)).flat() as string[];

test("the subnets of 10.0.0.0/16 are these, for ever", () => {
  expect(subnetPlan("10.0.0.0/16")).toEqual({
    publicCidrBlocks: ["10.0.0.0/20", "10.0.16.0/20", "10.0.32.0/20"],
    privateCidrBlocks: ["10.0.64.0/18", "10.0.128.0/18", "10.0.192.0/18"],
    dataCidrBlocks: ["10.0.48.0/22", "10.0.52.0/22", "10.0.56.0/22"],
  });
});

test("every subnet lies inside the VPC", () => {
  fc.assert(
    fc.property(vpc, (block) => {
      const outer = range(block);
      for (const inner of subnetsOf(block).map(range)) {
        expect(inner.first).toBeGreaterThanOrEqual(outer.first);
        expect(inner.last).toBeLessThanOrEqual(outer.last);
      }
    }),
  );
});

test("no two subnets overlap", () => {
  fc.assert(
    fc.property(vpc, (block) => {
      const ranges = subnetsOf(block)
        .map(range)
        .sort((a, b) => a.first - b.first);
      expect(ranges).toHaveLength(9);
      for (const [index, next] of ranges.slice(1).entries())
        expect(ranges[index]?.last).toBeLessThan(next.first);
    }),
  );
});

test("every subnet begins at a multiple of its size", () => {
  fc.assert(
    fc.property(vpc, (block) => {
      for (const { first, last } of subnetsOf(block).map(range)) expect(first % (last - first + 1)).toBe(0);
    }),
  );
});

test.each(["10.0.0.0/20", "10.0.1.0/16", "10.999.0.0/16", "fd00::/16", ""])("%p is refused", (block) => {
  expect(() => subnetPlan(block)).toThrow(
    new RangeError(`The VPC's block must be a /16 such as 10.0.0.0/16; it is ${block}.`),
  );
});
