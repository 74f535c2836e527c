import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Binaries } from "./binaries";
import { freePort } from "./ports";
import { flags, start, stop, type Started } from "./processes";

/** An answer of the API server. */
export interface Answer {
  readonly status: number;
  // What the server sends is read where the kind is known.
  readonly body: Readonly<Record<string, unknown>>;
  /** Its `Warning` headers. */
  readonly warnings: readonly string[];
}

export interface Ask {
  readonly method?: "GET" | "PATCH" | "POST" | "DELETE";
  readonly body?: unknown;
  readonly contentType?: string;
}

export type ApiServer = (path: string, ask?: Ask) => Promise<Answer>;

const TOKEN = "admin";
/** It ends by itself when it cannot start; a busy machine takes minutes. */
const READY_MS = 600_000;

const client = (port: number, ca: Buffer, agent: Agent): ApiServer => {
  const ask: ApiServer = (path, { method = "GET", body, contentType = "application/json" } = {}) =>
    new Promise((resolve, reject) => {
      const text = body === undefined ? "" : JSON.stringify(body);
      const sent = request(
        {
          host: "127.0.0.1",
          port,
          path,
          method,
          ca,
          agent,
          headers: {
            authorization: `Bearer ${TOKEN}`,
            accept: "application/json",
            // Of a DELETE Node would not say how long it is, and the server take its body for another request.
            ...(body === undefined
              ? {}
              : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
          },
        },
        (response) => {
          let answer = "";
          const warnings = response.headers["warning"];
          response
            .setEncoding("utf8")
            .on("data", (more: string) => (answer += more))
            .on("error", reject)
            .on("end", () => {
              resolve({
                status: response.statusCode ?? 0,
                // Health checks answer in plain words.
                body: answer.startsWith("{") ? (JSON.parse(answer) as Answer["body"]) : { text: answer },
                warnings: warnings === undefined ? [] : [warnings].flat(),
              });
            });
        },
      );
      sent.on("error", (error: NodeJS.ErrnoException) => {
        // The server ended an idle connection as it was taken again (https://nodejs.org/api/http.html#requestreusedsocket).
        if (sent.reusedSocket && error.code === "ECONNRESET")
          resolve(ask(path, { method, body, contentType }));
        else reject(error);
      });
      sent.end(body === undefined ? undefined : text);
    });
  return ask;
};

async function whenReady(
  connect: () => Promise<ApiServer>,
  store: Started,
  server: Started,
): Promise<ApiServer> {
  const until = Date.now() + READY_MS;
  let reason = "";
  while (Date.now() < until && server.child.exitCode === null && store.child.exitCode === null) {
    try {
      const api = await connect();
      const { status } = await api("/readyz");
      if (status === 200) return api;
      reason = `it answers ${status}`;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await wait(100);
  }
  throw new Error(`kube-apiserver did not become ready (${reason}): ${server.said()}\netcd: ${store.said()}`);
}

async function writeKeys(folder: string): Promise<{ publicFile: string; privateFile: string }> {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const publicFile = join(folder, "service-accounts.pub");
  const privateFile = join(folder, "service-accounts.key");
  await Promise.all([
    writeFile(publicFile, publicKey),
    writeFile(privateFile, privateKey, { mode: 0o600 }),
    writeFile(join(folder, "tokens"), `${TOKEN},admin,admin,"system:masters"\n`, { mode: 0o600 }),
  ]);
  return { publicFile, privateFile };
}

/** What other programs need to join. */
export interface ServerFiles {
  /** Its folder, which goes when the server does. */
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  /** Signed by itself. */
  readonly certificateFile: string;
  /** Signs what accounts of services are given. */
  readonly privateKeyFile: string;
}

/** Runs `body` with an empty API server on this machine alone, and removes it afterwards. */
export async function withApiServer<Result>(
  binaries: Binaries,
  body: (api: ApiServer, files: ServerFiles) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "api-server-"));
  const agent = new Agent({ keepAlive: true });
  const started: Started[] = [];
  try {
    const { publicFile, privateFile } = await writeKeys(folder);
    const [clients, peers, port] = [await freePort(), await freePort(), await freePort()];
    const store = `http://127.0.0.1:${clients}`;
    const peer = `http://127.0.0.1:${peers}`;
    const etcdFlags = {
      "data-dir": join(folder, "etcd"),
      "listen-client-urls": store,
      "advertise-client-urls": store,
      "listen-peer-urls": peer,
      "initial-advertise-peer-urls": peer,
      "initial-cluster": `default=${peer}`,
      // Nothing of it outlives the test.
      "unsafe-no-fsync": "true",
    };
    const serverFlags = {
      "etcd-servers": store,
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-account-key-file": publicFile,
      "service-account-signing-key-file": privateFile,
      "service-cluster-ip-range": "10.96.0.0/16",
      "token-auth-file": join(folder, "tokens"),
      "authorization-mode": "RBAC",
      "cert-dir": join(folder, "certificates"),
      "secure-port": String(port),
      "bind-address": "127.0.0.1",
      // No controller makes the accounts that it looks for.
      "disable-admission-plugins": "ServiceAccount",
    };
    const etcd = start(binaries.etcd, flags(etcdFlags));
    started.push(etcd);
    const server = start(binaries.apiServer, flags(serverFlags));
    started.push(server);
    const certificateFile = join(folder, "certificates", "apiserver.crt");
    const connect = async (): Promise<ApiServer> => client(port, await readFile(certificateFile), agent);
    const url = `https://127.0.0.1:${port}`;
    const files = { folder, url, token: TOKEN, certificateFile, privateKeyFile: privateFile };
    return await body(await whenReady(connect, etcd, server), files);
  } finally {
    agent.destroy();
    await Promise.all(started.reverse().map(stop));
    await rm(folder, { recursive: true, force: true });
  }
}
