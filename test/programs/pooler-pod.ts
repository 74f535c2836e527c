import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { Socket, type TcpSocketConnectOpts } from "node:net";
import { join } from "node:path";
import { Client, type ClientConfig } from "pg";
import { poolerUsersText } from "../../components/postgres/pooler-access";
import type { Login } from "../../components/postgres/logins";
import { POOLER_ADMIN, POOLER_DIRECTORY, POOLER_FILES } from "../../components/postgres/pooler-config";
import type { PoolerFiles } from "./built";
import { eventually } from "./eventually";
import { loginOf } from "./roles";
import { start, type Started } from "./started";

const PORT = 6432;
const LOOPBACK = "127.0.0.1";

export interface PodArgs {
  /** Of PgBouncer's programs. */
  readonly bin: string;
  readonly folder: string;
  readonly address: string;
  /** Whom it lets in. */
  readonly logins: readonly Login[];
  /** As the program builds them. */
  readonly files: PoolerFiles["files"];
  /** PEM file of the authority that signed the servers' certificate. */
  readonly authority: string;
  /** `address:port` */
  readonly nameServer: string;
}

/** A socket that calls from another address of this machine. */
function socketFrom(address: string): Socket {
  const socket = new Socket();
  const connect = socket.connect.bind(socket) as (options: TcpSocketConnectOpts) => Socket;
  socket.connect = ((port: number, host: string) =>
    connect({ port, host, localAddress: address })) as typeof socket.connect;
  return socket;
}

/**
 * A pod of PgBouncer with the files that the program builds. What differs: the folder of the files, the address that it
 * listens at (every pod has one of its own), the name server, and the authority of the servers.
 */
export class PoolerPod {
  private started: Started | undefined;

  private constructor(private readonly args: PodArgs) {}

  static async start(args: PodArgs): Promise<PoolerPod> {
    const pod = new PoolerPod(args);
    await mkdir(args.folder, { recursive: true });
    await writeFile(join(args.folder, "resolv.conf"), `nameserver ${args.nameServer}\n`);
    await writeFile(join(args.folder, POOLER_FILES.users), poolerUsersText(args.logins));
    for (const [name, text] of Object.entries(args.files))
      await writeFile(
        join(args.folder, name),
        text
          .replace(`${POOLER_DIRECTORY}/${POOLER_FILES.certificates}`, args.authority)
          .replaceAll(POOLER_DIRECTORY, args.folder)
          .replace(
            "listen_addr = *",
            `listen_addr = ${args.address}\nresolv_conf = ${join(args.folder, "resolv.conf")}`,
          ),
      );
    pod.run();
    await eventually("PgBouncer", () => pod.console("SHOW VERSION")).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${pod.said()}`);
    });
    return pod;
  }

  private run(): void {
    const { bin, folder } = this.args;
    this.started = start([join(bin, "pgbouncer"), join(folder, POOLER_FILES.config)]);
  }

  said(): string {
    return this.started?.said() ?? "";
  }

  get address(): string {
    return this.args.address;
  }

  /** For a client that calls as an application pod does. */
  client(more: ClientConfig = {}): ClientConfig {
    return {
      host: this.args.address,
      port: PORT,
      ...loginOf(1),
      database: "shard_0",
      ...more,
    };
  }

  /** Runs a command of PgBouncer's console as its administrator. @param from the address that calls; default: the pod's own */
  async console<Row extends object>(command: string, from = LOOPBACK): Promise<Row[]> {
    const client = new Client({
      ...this.client({ user: POOLER_ADMIN, database: "pgbouncer" }),
      stream: () => socketFrom(from),
    });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(command)).rows;
    } finally {
      await client.end();
    }
  }

  /** Runs a probe's command, and gives its exit code. */
  async probe(command: readonly string[]): Promise<number> {
    const [program = "", ...words] = command;
    const args = words.map((word) => word.replace(LOOPBACK, this.args.address));
    return await new Promise((done) => {
      execFile(join(this.args.bin, program), args, (error) => {
        done(error === null ? 0 : Number(error.code ?? -1));
      });
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.started?.signal(signal);
  }

  async stop(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    await this.started?.stop(signal);
  }

  hasEnded(): boolean {
    return this.started?.hasEnded() ?? true;
  }
}
