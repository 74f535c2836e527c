import { InputError, regionNameAllowed, show } from "../../tiers";

/** A region of the commercial partition, as AWS writes it. @throws InputError */
export function parseRegion(text: string): string {
  const allowed = regionNameAllowed(text);
  if (allowed === undefined) return text;
  throw new InputError(`--region is ${show(text)}; allowed: ${allowed}${allowed.endsWith("?") ? "" : "."}`);
}
