import { InputError } from "../../tiers";

/** Something has no price. Nothing is shown then: a sum with a hole in it is worse than none. */
export class UnpricedError extends InputError {}

/** A pod has no place, so the nodes that the sizes ask for cannot be: the sizes have to change. */
export class UnplacedError extends UnpricedError {}
