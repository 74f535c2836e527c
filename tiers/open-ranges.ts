import { addressesIn, addressRange, commonPart, type AddressRange } from "./address-ranges";
import { SPECIAL_RANGES } from "./special-ranges";

/** Addresses of a /8 and of a /16. Nobody owns more of the internet than that: whoever lets more in lets strangers in. */
const MOST_ADDRESSES = { ipv4: 2n ** 24n, ipv6: 2n ** 112n } as const;

const publicAddresses = (ranges: readonly AddressRange[]): bigint =>
  addressesIn(ranges) -
  addressesIn(ranges.flatMap((range) => SPECIAL_RANGES.flatMap((special) => commonPart(range, special))));

const isOpen = (ranges: readonly AddressRange[], family: AddressRange["family"]): boolean =>
  publicAddresses(ranges) > MOST_ADDRESSES[family];

/**
 * Which of some CIDR blocks let everybody in, or a good part of the internet: those that do it by themselves, or else all
 * public ones of a family that do it together. It looks at addresses, not at texts: `1.2.3.4/0`, `0::0/0` and the two halves
 * are what `0.0.0.0/0` and `::/0` are. Private and other special addresses do not count, and a text that is no block is none.
 */
export function openBlocks(cidrs: readonly string[]): readonly string[] {
  const blocks = cidrs.flatMap((cidr) => {
    const range = addressRange(cidr);
    return range === undefined ? [] : [{ cidr, range }];
  });
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const own = blocks.filter(({ range }) => range.family === family);
    const alone = own.filter(({ range }) => isOpen([range], family));
    const together = isOpen(
      own.map(({ range }) => range),
      family,
    )
      ? own.filter(({ range }) => publicAddresses([range]) > 0n)
      : [];
    return (alone.length > 0 ? alone : together).map(({ cidr }) => cidr);
  });
}
