import { pool } from "./database.js";
import { serve } from "./server.js";
import { role } from "./settings.js";
import { run, stop } from "./worker.js";

// A worker answers its probes on the same port.
const server = serve();
const work = role === "worker" ? run() : Promise.resolve();

/** Finishes what is under way: no new requests, no new job. A pod has 30 s for it. */
process.once("SIGTERM", async () => {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  stop();
  await Promise.all([closed, work]);
  await pool.end();
});
