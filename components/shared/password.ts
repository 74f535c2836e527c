import * as random from "@pulumi/random";
import type { PlatformComponent } from "./component";

/** Nobody tries them all. */
const LENGTH = 40;

/**
 * A random password of 40 letters and digits, which stand in a URL as they are; RDS refuses `/`, `@`, `"` and spaces, and
 * ElastiCache takes 16 to 128 characters.
 * @param keepers values whose change makes another password of it
 */
export function createPassword(
  parent: PlatformComponent,
  role: string,
  keepers?: Readonly<Record<string, string>>,
): random.RandomPassword {
  return new random.RandomPassword(
    parent.childName(role),
    { length: LENGTH, special: false, ...(keepers === undefined ? {} : { keepers }) },
    { parent },
  );
}
