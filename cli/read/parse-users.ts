import { InputError, show } from "../../tiers";

/** Whole users, 0 or more. @throws InputError */
export function parseUsers(text: string): number {
  const users = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(users))
    throw new InputError(`--users must be a whole number, 0 or more; given ${show(text)}.`);
  return users;
}
