import { KINDS } from "../kinds";

/** Inputs that hold the name under which AWS knows an object. The provider fills them by itself when the program does not. */
export const NAME_INPUTS: readonly string[] = [
  ...new Set(KINDS.flatMap(({ name }) => ("input" in name ? [name.input] : []))),
];

/** Inputs that hold how such a name begins. */
export const NAME_PREFIX_INPUTS = ["bucketPrefix", "namePrefix"];
