/** Tag of an alarm: which row of the table of promises it keeps. */
export const PROMISE_TAG = "promise";
