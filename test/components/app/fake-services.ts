import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A stand-in for a data service on a free port of this machine. */
export interface FakeService {
  readonly port: number;
  /** Stops answering, as a service that is gone. */
  close(): Promise<void>;
}

async function listening(server: Server, sockets: ReadonlySet<Socket>): Promise<FakeService> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Serves each connection by what `serve` does with the bytes it can take as they arrive. */
function tcpService(serve: (read: (length: number) => Promise<Buffer>, socket: Socket) => Promise<void>) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let received = Buffer.alloc(0);
    let wake = (): void => undefined;
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      wake();
    });
    const read = async (length: number): Promise<Buffer> => {
      while (received.length < length)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      const taken = received.subarray(0, length);
      received = received.subarray(length);
      return taken;
    };
    serve(read, socket).catch(() => socket.destroy());
  });
  return listening(server, sockets);
}

const hmac = (key: Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
const sha256 = (data: Buffer): Buffer => createHash("sha256").update(data).digest();

function postgresMessage(type: string, body: Buffer | string): Buffer {
  const bytes = Buffer.from(body);
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length + 4);
  return Buffer.concat([Buffer.from(type), length, bytes]);
}

function authentication(code: number, data: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeInt32BE(code);
  return postgresMessage("R", Buffer.concat([head, Buffer.from(data)]));
}

const postgresError = (state: string, text: string): Buffer =>
  postgresMessage("E", `SFATAL\0C${state}\0M${text}\0\0`);

/** One column `n` of the type int4, as text. */
const ROW_OF_ONE_INTEGER = Buffer.from("00016e00000000000000000000170004ffffffff0000", "hex");

/**
 * Postgres as far as logging in and `SELECT 1` go; whatever else it is asked, it answers that it is done. It verifies the proof of SCRAM-SHA-256 (RFC 5802) and, with
 * `forgetful`, cannot prove that it knows the password itself.
 */
export function fakePostgres(password: string, { forgetful = false } = {}): Promise<FakeService> {
  return tcpService(async (read, socket) => {
    await read((await read(4)).readInt32BE(0) - 4);
    const message = async (): Promise<Buffer> => {
      const header = await read(5);
      return read(header.readInt32BE(1) - 4);
    };
    socket.write(authentication(10, "SCRAM-SHA-256\0\0"));
    const initial = (await message()).toString("utf8");
    const clientFirst = initial.slice(initial.indexOf("n,,") + 3);
    const nonce = `${/r=([^,]+)/.exec(clientFirst)?.[1] ?? ""}${randomBytes(9).toString("base64")}`;
    const salt = randomBytes(16);
    const serverFirst = `r=${nonce},s=${salt.toString("base64")},i=4096`;
    socket.write(authentication(11, serverFirst));
    const clientFinal = (await message()).toString("utf8");
    const [withoutProof = "", proof = ""] = clientFinal.split(",p=");
    const salted = pbkdf2Sync(password, salt, 4096, 32, "sha256");
    const authMessage = `${clientFirst},${serverFirst},${withoutProof}`;
    const storedKey = sha256(hmac(salted, "Client Key"));
    const signature = hmac(storedKey, authMessage);
    const clientKey = Buffer.from(
      Buffer.from(proof, "base64").map((byte, index) => byte ^ (signature[index] ?? 0)),
    );
    if (!withoutProof.endsWith(`r=${nonce}`) || !sha256(clientKey).equals(storedKey)) {
      socket.write(postgresError("28P01", `password authentication failed, tried ${password}`));
      return;
    }
    const serverKey = hmac(forgetful ? randomBytes(32) : salted, "Server Key");
    socket.write(authentication(12, `v=${hmac(serverKey, authMessage).toString("base64")}`));
    socket.write(authentication(0, ""));
    socket.write(postgresMessage("Z", "I"));
    for (;;) {
      const header = await read(5);
      const type = header.subarray(0, 1).toString("utf8");
      const query = (await read(header.readInt32BE(1) - 4)).toString("utf8");
      if (type === "X") return;
      // A statement with parameters: what it is made of is answered at its end, the Sync.
      if ("PBDE".includes(type)) continue;
      if (type === "S") for (const done of ["1", "2", "n"]) socket.write(postgresMessage(done, ""));
      if (query === "SELECT 1\0") {
        socket.write(postgresMessage("T", ROW_OF_ONE_INTEGER));
        socket.write(postgresMessage("D", "\0\u0001\0\0\0\u00011"));
      }
      socket.write(postgresMessage("C", "OK\0"));
      socket.write(postgresMessage("Z", "I"));
    }
  });
}

/** Valkey as far as AUTH, PING and CLUSTER INFO go. */
export function fakeValkey(
  user: string,
  password: string,
  { clusterState }: { readonly clusterState: "ok" | "fail" | "disabled" },
): Promise<FakeService> {
  return tcpService(async (read, socket) => {
    const line = async (): Promise<string> => {
      let text = "";
      while (!text.endsWith("\r\n")) text += (await read(1)).toString("utf8");
      return text.slice(0, -2);
    };
    let loggedIn = false;
    for (;;) {
      const words: string[] = [];
      for (let left = Number((await line()).slice(1)); left > 0; left -= 1) {
        const length = Number((await line()).slice(1));
        words.push((await read(length + 2)).subarray(0, length).toString("utf8"));
      }
      const [command] = words;
      if (command === "AUTH") {
        loggedIn = words[1] === user && words[2] === password;
        socket.write(loggedIn ? "+OK\r\n" : `-WRONGPASS not ${words[2]}\r\n`);
      } else if (!loggedIn) socket.write("-NOAUTH Authentication required.\r\n");
      else if (command === "PING") socket.write("+PONG\r\n");
      else if (clusterState === "disabled")
        socket.write("-ERR This instance has cluster support disabled\r\n");
      else {
        const info = `cluster_enabled:1\r\ncluster_state:${clusterState}\r\n`;
        socket.write(`$${info.length}\r\n${info}\r\n`);
      }
    }
  });
}

/** Qdrant as far as listing collections with an API key goes. */
export async function fakeQdrant(apiKey: string): Promise<FakeService> {
  const server = createHttpServer((request, response) => {
    response.writeHead(
      request.headers["api-key"] !== apiKey ? 401 : request.url === "/collections" ? 200 : 404,
    );
    response.end("{}");
  });
  return listening(server, new Set());
}

/** A service that accepts connections and never says a word. */
export function fakeSilence(): Promise<FakeService> {
  return tcpService(() => new Promise(() => undefined));
}
