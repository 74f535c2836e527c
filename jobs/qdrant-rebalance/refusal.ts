/** The cluster is in no state for what was asked. Its message says why, and what to do. */
export class RefusalError extends Error {}
