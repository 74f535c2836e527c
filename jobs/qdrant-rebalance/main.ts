import { Stopped, systemClock } from "./clock";
import { run } from "./run";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort(new Stopped()));

void run({
  environment: process.env,
  clock: systemClock(stop.signal),
  write: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
}).then((code) => process.exit(code));
