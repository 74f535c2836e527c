/** A gate said no. The message is all that is left to say: the report, where there is one, is already out. */
export class GateClosed extends Error {}
