import { Stopped, systemClock } from "../qdrant-rebalance/clock";
import { podCredentials } from "../shared/pod-identity";
import { run } from "./run";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort(new Stopped()));

void run({
  environment: process.env,
  clock: systemClock(stop.signal),
  credentials: () => podCredentials(process.env),
  write: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
}).then((code) => process.exit(code));
