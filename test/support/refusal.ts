import { InputError } from "../../tiers";

/** What somebody is told whose input is refused; nothing when it is taken. @throws what is no refusal */
export function refusalOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "";
}
