import type { Values } from "../models/manifest/values";

/**
 * An input that is not always read back as it was given: the provider fills in a default, AWS normalises it, or AWS moves it by
 * itself later. The provider compares what it reads with what is given, so each of these may show as a change that nobody made.
 */
export interface ReadBack {
  /** Top-level input. */
  readonly property: string;
  /** What the provider compares with while the input is not given: its own default. Absent: then it compares nothing. */
  readonly defaultsTo?: string | number | boolean;
  /** What is read after a create or an update; undefined, or absent, for what was given. */
  readonly reads?: (inputs: Values) => unknown;
  /** What AWS makes of it later, without being asked; undefined where it leaves the object alone. */
  readonly moves?: (inputs: Values) => unknown;
  /** Whether the provider takes what it reads for what is given, though the two differ. Default: it does not. */
  readonly isSame?: (read: unknown, given: unknown, inputs: Values) => boolean;
  readonly note: string;
  /** Page, or file of the provider's source, that says so. */
  readonly source: string;
}
