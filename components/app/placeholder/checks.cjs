"use strict";
/* global AbortSignal, process -- of Node.js */
// What the pod must reach, from the application contract in its environment. A result names the service and, when it
// is down, a reason out of our own words, an error code or a status: never a text that could carry a password.
const { checkPostgres } = require("./postgres.cjs");
const { checkQdrant } = require("./qdrant.cjs");
const { checkValkey } = require("./valkey.cjs");

const TIMEOUT_MS = 2_000;

const valkeyKeys = {
  SESSION_VALKEY_URL: "sessions",
  CACHE_VALKEY_URL: "cache",
  EMBEDDING_CACHE_VALKEY_URL: "embeddings",
};

/** One check for each service the environment names; keys that share an address share a check. */
function checksOf(env) {
  const checks = new Map();
  const add = (name, url, run) => {
    if (url && ![...checks.values()].some((check) => check.url === url)) checks.set(name, { name, url, run });
  };
  add("postgres", env.DATABASE_URL, (signal) => checkPostgres(env.DATABASE_URL, signal));
  add("postgres-read", env.DATABASE_READ_URL, (signal) => checkPostgres(env.DATABASE_READ_URL, signal));
  for (const [key, purpose] of Object.entries(valkeyKeys))
    add(`valkey-${purpose}`, env[key], (signal) => checkValkey(env[key], signal));
  add("qdrant", env.QDRANT_URL, (signal) => checkQdrant(env.QDRANT_URL, env.QDRANT_API_KEY ?? "", signal));
  return [...checks.values()];
}

/** The reason to show: ours, or the code of a system error; the message of any other error stays inside. */
function reasonOf(error) {
  if (typeof error?.reason === "string") return error.reason;
  if (error?.name === "TimeoutError" || error?.name === "AbortError") return `no answer in ${TIMEOUT_MS} ms`;
  const code = error?.code ?? error?.cause?.code;
  return typeof code === "string" && /^[A-Z0-9_]+$/.test(code) ? code : "failed";
}

async function runOne({ name, run }) {
  const started = process.hrtime.bigint();
  const done = (rest) => ({
    name,
    ...rest,
    milliseconds: Number((process.hrtime.bigint() - started) / 1_000_000n),
  });
  try {
    await run(AbortSignal.timeout(TIMEOUT_MS));
    return done({ ok: true });
  } catch (error) {
    return done({ ok: false, reason: reasonOf(error) });
  }
}

/** Runs all checks at once. */
async function runAll(checks) {
  const results = await Promise.all(checks.map(runOne));
  return { ready: results.every(({ ok }) => ok), checks: results };
}

/** Keeps a result for a while, and lets callers that come meanwhile share one run. */
function cached(run, lifetimeMs) {
  let current;
  let expires = 0;
  return () => {
    if (current === undefined || Date.now() >= expires) {
      expires = Infinity;
      current = run().finally(() => {
        expires = Date.now() + lifetimeMs;
      });
    }
    return current;
  };
}

module.exports = { cached, checksOf, runAll };
