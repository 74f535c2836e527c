/** Nobody owns more of the internet than this: a wider range lets strangers in. */
const WIDEST_PREFIX = { ipv4: 8, ipv6: 16 } as const;

/** Whether a CIDR block stands for everybody, or for a good part: `0.0.0.0/0`, `::/0`, or a half such as `0.0.0.0/1`. */
export function isOpenRange(cidr: string): boolean {
  const [, length] = /\/(\d{1,3})$/.exec(cidr) ?? [];
  return length !== undefined && Number(length) < WIDEST_PREFIX[cidr.includes(":") ? "ipv6" : "ipv4"];
}
