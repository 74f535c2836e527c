import { Address4, Address6 } from "ip-address";
import { z } from "zod";

type Family = "ipv4" | "ipv6";

/** The addresses of a CIDR block, as numbers. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  /** The block as it is written with no bits set behind its prefix: `10.0.0.0/8` for `10.1.2.3/8`. */
  readonly block: string;
  /** The one address that stands before the slash, as a block: `10.1.2.3/32`. */
  readonly host: string;
}

const SYNTAX: readonly (readonly [z.ZodType, Family])[] = [
  [z.cidrv4(), "ipv4"],
  [z.cidrv6(), "ipv6"],
];

/** The range of a block such as `203.0.113.0/24`; undefined for a text that is no CIDR block. */
export function addressRange(cidr: string): AddressRange | undefined {
  const [, family] = SYNTAX.find(([syntax]) => syntax.safeParse(cidr).success) ?? [];
  if (family === undefined) return undefined;
  const address = family === "ipv4" ? new Address4(cidr) : new Address6(cidr);
  const [host = ""] = cidr.split("/");
  return {
    family,
    first: address.startAddress().bigInt(),
    last: address.endAddress().bigInt(),
    block: address.networkForm(),
    host: `${host}/${family === "ipv4" ? 32 : 128}`,
  };
}

/** Whether every address of a range is in another one. */
export const isWithin = (inner: AddressRange, outer: AddressRange): boolean =>
  inner.family === outer.family && inner.first >= outer.first && inner.last <= outer.last;

/** Whether two ranges have an address in common; two CIDR blocks then lie one in the other. */
export const overlaps = (one: AddressRange, other: AddressRange): boolean =>
  one.family === other.family && one.first <= other.last && other.first <= one.last;

/** Addresses that are in at least one of the ranges, which may overlap. */
export function addressesIn(ranges: readonly Pick<AddressRange, "first" | "last">[]): bigint {
  const sorted = [...ranges].sort((one, other) => (one.first < other.first ? -1 : 1));
  let next = 0n;
  let total = 0n;
  for (const { first, last } of sorted) {
    const from = first > next ? first : next;
    if (last < from) continue;
    total += last - from + 1n;
    next = last + 1n;
  }
  return total;
}

/** Addresses that two ranges have in common, where they do. */
export const commonPart = (one: AddressRange, other: AddressRange): Pick<AddressRange, "first" | "last">[] =>
  overlaps(one, other)
    ? [
        {
          first: one.first > other.first ? one.first : other.first,
          last: one.last < other.last ? one.last : other.last,
        },
      ]
    : [];
