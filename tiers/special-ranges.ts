import { addressRange, isWithin, type AddressRange } from "./address-ranges";

/** Addresses that nobody on the internet has. */
export interface SpecialRange extends AddressRange {
  /** What they are for, as the end of a sentence: `private (RFC 1918)`. */
  readonly purpose: string;
  /** They stand in examples, so they are accepted where nothing is built. */
  readonly isDocumentation: boolean;
}

function special(purpose: string, blocks: readonly string[], isDocumentation = false): SpecialRange[] {
  return blocks.flatMap((block) => {
    const range = addressRange(block);
    return range === undefined ? [] : [{ ...range, purpose, isDocumentation }];
  });
}

/**
 * Ranges of the IANA special-purpose address registries that are not reachable from the internet, and multicast; no two of
 * them overlap (https://www.iana.org/assignments/iana-ipv4-special-registry,
 * https://www.iana.org/assignments/iana-ipv6-special-registry). Of IPv6, 2000::/3 is all that is public (RFC 4291).
 */
export const SPECIAL_RANGES: readonly SpecialRange[] = [
  ...special("private (RFC 1918)", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]),
  ...special("shared by the customers of a provider (RFC 6598)", ["100.64.0.0/10"]),
  ...special("this host (RFC 1122)", ["0.0.0.0/8", "127.0.0.0/8"]),
  ...special("link-local (RFC 3927)", ["169.254.0.0/16"]),
  ...special("for protocols (RFC 6890)", ["192.0.0.0/24"]),
  ...special("for documentation (RFC 5737)", ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"], true),
  ...special("for measurements (RFC 2544)", ["198.18.0.0/15"]),
  ...special("multicast (RFC 5771)", ["224.0.0.0/4"]),
  ...special("reserved (RFC 1112)", ["240.0.0.0/4"]),
  ...special("for documentation (RFC 3849, RFC 9637)", ["2001:db8::/32", "3fff::/20"], true),
  ...special("not public (RFC 4291)", ["::/3", "4000::/2", "8000::/1"]),
];

/** What a block is for, when none of its addresses is public; undefined for others and for a text that is no block. */
export function specialRangeOf(cidr: string): SpecialRange | undefined {
  const range = addressRange(cidr);
  return range === undefined ? undefined : SPECIAL_RANGES.find((outer) => isWithin(range, outer));
}
