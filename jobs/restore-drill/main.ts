import { readFileSync } from "node:fs";
import { Stopped, systemClock } from "../qdrant-rebalance/clock";
import { podCredentials } from "../shared/pod-identity";
import { readRestored, runningRows, type DatabaseLogin } from "./database";
import { run } from "./run";
import type { Settings } from "./settings";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => stop.abort(new Stopped()));

const loginOf = (host: string, settings: Settings): DatabaseLogin => ({
  host,
  port: settings.DATABASE_PORT,
  database: settings.DATABASE,
  user: settings.READER,
  password: settings.READER_PASSWORD,
  tls: { ca: readFileSync(settings.CA_FILE, "utf8"), servername: host },
});

void run({
  environment: process.env,
  clock: systemClock(stop.signal),
  now: () => new Date(),
  credentials: () => podCredentials(process.env),
  databases: {
    restored: (host, settings) => readRestored(loginOf(host, settings)),
    running: (host, settings) => runningRows(loginOf(host, settings)),
  },
  write: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
}).then((code) => process.exit(code));
