import { commentOf } from "./comment";
import type { Document } from "./document";
import type { Style } from "./style";
import { textOf } from "./text-printer";

/** What a command prints: for people, and for programs. */
export interface Result {
  readonly text: (style: Style) => string;
  readonly json: unknown;
  /** Why a gate is closed, such as a tier over its budget; absent when it is open. */
  readonly gate?: string;
}

/** How a report is asked for, and what its gate says. */
interface Choices {
  readonly markdown?: true;
  /** Absent when nothing is wrong. */
  readonly gate?: string | undefined;
}

/** A report with its document, which is made only when it is printed. */
export const resultOf = (
  json: unknown,
  document: () => Document,
  { markdown, gate }: Choices = {},
): Result => ({
  json,
  text: (style) => (markdown === true ? commentOf(document()) : textOf(document(), style)),
  ...(gate === undefined ? {} : { gate }),
});
