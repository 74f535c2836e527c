"use strict";
/* global Buffer, process, setInterval, setTimeout -- of Node.js */
// The page that answers until the product's own image is set, and an example of what that image must do: answer
// /healthz and /readyz on PORT, keep idle connections longer than the load balancer, and stop in order on SIGTERM.
// It runs from a ConfigMap on a bare Node.js image: plain JavaScript, nothing but Node's own modules.
const http = require("node:http");
const { checksOf, cached, runAll } = require("./checks.cjs");

// Longer than the 120 seconds after which the load balancer closes an idle connection.
const KEEP_ALIVE_MS = 130_000;
const RESULT_LIFETIME_MS = 3_000;
const STOP_TIMEOUT_MS = 20_000;

const page = (role, { ready, checks }) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${ready ? "The platform is up" : "The platform is not ready"}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto; padding: 0 1rem; color: #1b1f24 }
  td { padding-right: 2rem }
</style>
<h1>${ready ? "The platform is up" : "The platform is not ready"}</h1>
<p>This is the built-in placeholder (${role}). Set <code>appImage</code> to run the product here.</p>
<table>
${checks.map(({ name, ok }) => `<tr><td>${name}</td><td>${ok ? "answers" : "does not answer"}</td></tr>`).join("\n")}
</table>
</html>
`;

const log = (event) => process.stdout.write(`${JSON.stringify(event)}\n`);

function send(response, status, type, body) {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.end(body);
}

const sendJson = (response, status, value) =>
  send(response, status, "application/json; charset=utf-8", `${JSON.stringify(value)}\n`);

async function answer(request, response, { role, readiness }) {
  if (request.method !== "GET" && request.method !== "HEAD")
    return sendJson(response, 405, { error: "method not allowed" });
  switch (request.url.split("?")[0]) {
    case "/healthz":
      return sendJson(response, 200, { alive: true });
    case "/readyz": {
      const result = await readiness();
      return sendJson(response, result.ready ? 200 : 503, result);
    }
    case "/":
      return send(response, 200, "text/html; charset=utf-8", page(role, await readiness()));
    default:
      return sendJson(response, 404, { error: "not found" });
  }
}

function start(env) {
  // A worker has nothing to do here: it keeps the queue's messages for the product, and answers its probes.
  const role = env.APP_ROLE === "worker" ? "worker" : "web";
  const checks = checksOf(env);
  const readiness = cached(() => runAll(checks), RESULT_LIFETIME_MS);
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(request, response, { role, readiness }).catch(() => response.destroy());
  });
  server.listen(Number(env.PORT ?? 8080), () => log({ event: "started", role, port: server.address().port }));
  return server;
}

function stopOnSignal(server) {
  const stop = (signal) => {
    log({ event: "stopping", signal });
    server.close(() => process.exit(0));
    // Again and again: a connection that is busy now falls idle once its answer is out, and would be kept alive.
    setInterval(() => server.closeIdleConnections(), 200).unref();
    // A connection that never ends must not hold the pod until it is killed.
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

stopOnSignal(start(process.env));
