import { createServer, type Server } from "node:http";

/** Answers `/healthz`: 200 while the last minute was looked at in time, else 503, and Kubernetes starts the pod anew. */
export function healthServer(port: number, isHealthy: () => boolean): Server {
  const server = createServer((_request, response) => {
    response.writeHead(isHealthy() ? 200 : 503).end();
  });
  return server.listen(port);
}
