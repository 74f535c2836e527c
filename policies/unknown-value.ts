import * as proxy from "@pulumi/policy/proxy";

/** Thrown when a policy reads an input that the engine does not know yet. */
export interface UnknownValue extends Error {
  /** Keys from the inputs down to it. */
  readonly props: readonly string[];
}

/** Exported by the package and left out of its types. */
const { UnknownValueError } = proxy as unknown as {
  readonly UnknownValueError: new (...args: never[]) => UnknownValue;
};

export const isUnknownValue = (error: unknown): error is UnknownValue => error instanceof UnknownValueError;
