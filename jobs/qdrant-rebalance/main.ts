import { Stopped, systemClock } from "./clock";
import { run } from "./run";

/* eslint-disable no-console -- A program that runs in a pod: its output is the pod's log. */

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort(new Stopped()));

void run({
  environment: process.env,
  clock: systemClock(stop.signal),
  write: (line) => console.log(line),
  say: (line) => console.error(line),
}).then((code) => process.exit(code));
