import { InputError } from "../../tiers";

/** Something has no price. Nothing is shown then: a sum with a hole in it is worse than none. */
export class UnpricedError extends InputError {}
