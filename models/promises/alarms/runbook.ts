import type { Family, Severity } from "../schema";

/** The section that says what an alarm means, what to look at and what to do. */
export const runbookOf = (family: Family, promise: string): string => `docs/alarms/${family}.md#${promise}`;

/** What a mail of an alarm says: how urgent it is, what is wrong, and where to read on. */
export const descriptionOf = (
  severity: Severity,
  wrong: string,
  { family, promise }: { readonly family: Family; readonly promise: string },
): string => `[${severity}] ${wrong}. Read ${runbookOf(family, promise)}`;
