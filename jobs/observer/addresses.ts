import { lookup } from "node:dns/promises";

/** Finds the addresses of a name. */
export type AddressesOf = (host: string) => Promise<readonly string[]>;

/** All addresses of a name: of a Service without an address of its own, those of its pods. */
export const addressesOf: AddressesOf = async (host) =>
  (await lookup(host, { all: true, family: 4 })).map(({ address }) => address);
