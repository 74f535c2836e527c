import { run } from "./run";

const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => {
    stop.abort();
  });

void run({
  environment: process.env,
  stop: stop.signal,
  say: (line) => {
    process.stderr.write(`${line}\n`);
  },
}).then((code) => {
  process.exit(code);
});
