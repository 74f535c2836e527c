import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { answers } from "./database.js";
import { greeting, port, role, signingKey } from "./settings.js";

/** The load balancer keeps idle connections for 120 s: whoever closes one first must not be the pod. */
const KEEP_ALIVE_MS = 125_000;

async function answer(request, response) {
  const send = (status, text) => response.writeHead(status, { "content-type": "text/plain" }).end(text);
  switch (request.url) {
    // Alive as long as it can say so; it asks nobody else.
    case "/healthz":
      return send(200, "alive\n");
    // Asked until it is 200 once: a release with a wrong password never replaces one that works.
    case "/readyz":
      return (await answers()) ? send(200, "ready\n") : send(503, "the database does not answer\n");
    case "/":
      return send(
        200,
        `${greeting}, signed ${createHmac("sha256", signingKey).update(greeting).digest("hex")}\n`,
      );
    default:
      return send(404, "not found\n");
  }
}

export function serve() {
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // Node.js closes a connection whose headers are not there by then, so it is the longer of both.
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  server.listen(port, () => console.log(`${role} listens on ${server.address().port}`));
  return server;
}
