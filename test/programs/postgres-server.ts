import { appendFile, cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../rehearsal/child";
import type { Parameter } from "./built";
import type { ServerCertificate } from "./certificates";
import { eventually } from "./eventually";
import { start, unprivileged, type Started } from "./started";
import { query } from "./query";

const PORT = 5432;
const ADMIN = "rdsadmin";
export const PASSWORD = "ProgramsProof0123456789";

/** What the parameter group's own names of RDS mean to PostgreSQL; the rest is PostgreSQL's. */
const OF_RDS: Readonly<Record<string, string>> = {
  "rds.logical_replication": "wal_level = logical",
  // Means the lines `hostssl` of pg_hba.conf.
  "rds.force_ssl": "",
};

const settingsOf = (parameters: readonly Parameter[]): string =>
  parameters.map(({ name, value }) => OF_RDS[name] ?? `${name} = '${value}'`).join("\n");

/** Those of this machine: it keeps nothing, and has little memory. */
const OWN_SETTINGS = `
port = ${PORT}
unix_socket_directories = ''
ssl = on
fsync = off
shared_buffers = 32MB
max_wal_size = 256MB
hot_standby = on
wal_receiver_status_interval = 1s
wal_retrieve_retry_interval = 200ms
`;

const ACCESS = `
hostssl all ${ADMIN} 127.0.0.0/8 trust
hostssl replication ${ADMIN} 127.0.0.0/8 trust
hostssl all all 127.0.0.0/8 scram-sha-256
`;

export interface ServerArgs {
  /** Of PostgreSQL's programs. */
  readonly bin: string;
  /** That of its data, which is made. */
  readonly folder: string;
  readonly address: string;
  readonly certificate: ServerCertificate;
  /** Of the tier's parameter group. */
  readonly parameters: readonly Parameter[];
}

/** An instance of PostgreSQL on an address of its own. */
export class PostgresServer {
  private started: Started | undefined;

  private constructor(readonly args: ServerArgs) {}

  /** A primary with the database and the user that RDS would make. */
  static async primary(args: ServerArgs): Promise<PostgresServer> {
    const server = new PostgresServer(args);
    const [program = "", ...words] = unprivileged([
      join(args.bin, "initdb"),
      ...[
        "-D",
        args.folder,
        "-U",
        ADMIN,
        "--auth=trust",
        "--encoding=UTF8",
        "--no-locale",
        "--no-sync",
        "--data-checksums",
      ],
    ]);
    const { code, stderr } = await run(program, words, { env: process.env });
    if (code !== 0) throw new Error(`initdb: ${stderr}`);
    await writeFile(join(args.folder, "pg_hba.conf"), ACCESS);
    await server.configure("");
    await server.start();
    await server.asAdmin(`CREATE ROLE app LOGIN CREATEDB CREATEROLE PASSWORD '${PASSWORD}'`, "postgres");
    // As rds_superuser has it: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.rds_superuser.html
    await server.asAdmin("GRANT pg_signal_backend TO app", "postgres");
    await server.asAdmin("CREATE DATABASE app OWNER app", "postgres");
    return server;
  }

  /** A standby that begins from the files of its primary, which is stopped for it. */
  async standby(args: ServerArgs): Promise<PostgresServer> {
    await this.stop();
    await mkdir(args.folder, { recursive: true, mode: 0o700 });
    await cp(this.args.folder, args.folder, { recursive: true });
    await this.start();
    const standby = new PostgresServer(args);
    await standby.configure(
      `primary_conninfo = 'host=${this.args.address} port=${PORT} user=${ADMIN} sslmode=require'`,
    );
    await writeFile(join(args.folder, "standby.signal"), "");
    await standby.start();
    return standby;
  }

  /** A copy of its files, for which it is stopped; those are what a snapshot has. */
  async copyTo(folder: string): Promise<void> {
    await this.stop();
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await cp(this.args.folder, folder, { recursive: true });
    await this.start();
  }

  /**
   * An instance made from a copy and the write-ahead log that came after it, up to a moment.
   * @param archive folder with the log
   */
  static async restored(args: ServerArgs, archive: string, time: string): Promise<PostgresServer> {
    const server = new PostgresServer(args);
    await server.configure(
      [
        "archive_mode = off",
        `restore_command = 'cp ${archive}/%f %p'`,
        `recovery_target_time = '${time}'`,
        "recovery_target_action = 'promote'",
      ].join("\n"),
    );
    await writeFile(join(args.folder, "recovery.signal"), "");
    await server.start();
    await eventually("the end of the recovery", async () => {
      const [row] = await server.asAdmin<{ busy: boolean }>("SELECT pg_is_in_recovery() AS busy");
      if (row?.busy !== false) throw new Error("it is still under way");
    });
    return server;
  }

  /** Settings that stand for this test alone; the last of two counts. */
  async configure(more: string): Promise<void> {
    const { folder, address, certificate, parameters } = this.args;
    const tls = `ssl_cert_file = '${certificate.certificate}'\nssl_key_file = '${certificate.key}'\n`;
    const all = [settingsOf(parameters), OWN_SETTINGS, tls, `listen_addresses = '${address}'`, more];
    await appendFile(join(folder, "postgresql.conf"), `\n${all.join("\n")}\n`);
  }

  async start(): Promise<void> {
    const { bin, folder } = this.args;
    const started = start([join(bin, "postgres"), "-D", folder]);
    this.started = started;
    await eventually("PostgreSQL", async () => {
      if (started.hasEnded()) throw new Error(started.said());
      await this.asAdmin("SELECT 1", "postgres");
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\n${started.said()}`);
    });
  }

  /** SIGINT: fast, all sessions are cut. SIGQUIT: as in a crash. */
  async stop(signal: NodeJS.Signals = "SIGINT"): Promise<void> {
    await this.started?.stop(signal);
  }

  async asAdmin<Row extends object>(sql: string, database = "app"): Promise<Row[]> {
    const ssl = { rejectUnauthorized: false };
    return await query<Row>({ host: this.args.address, port: PORT, user: ADMIN, database, ssl }, sql);
  }

  async promote(): Promise<void> {
    await this.asAdmin("SELECT pg_promote()");
  }

  /** Waits until a standby has replayed what this one has written. */
  async whenCaughtUp(standby: PostgresServer): Promise<void> {
    const [row] = await this.asAdmin<{ lsn: string }>("SELECT pg_current_wal_lsn()::text AS lsn");
    await eventually("replay", async () => {
      const [at] = await standby.asAdmin<{ done: boolean }>(
        `SELECT pg_last_wal_replay_lsn() >= '${row?.lsn ?? ""}' AS done`,
      );
      if (at?.done !== true) throw new Error("not yet");
    });
  }
}
