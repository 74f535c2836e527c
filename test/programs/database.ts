import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Built, hostsOf, type PoolerFiles } from "./built";
import { makeCertificate, type ServerCertificate } from "./certificates";
import { Loopback } from "./loopback";
import { NameServer } from "./name-server";
import { PoolerPod } from "./pooler-pod";
import { PostgresServer } from "./postgres-server";
import { makeRoles, roleLogins, runRolesScript, type RolesRun } from "./roles";
import type { Login } from "../../components/postgres/logins";
import type { RoleLogin } from "../../components/postgres/roles-sql";
import type { TierName } from "../../tiers";

const DATABASE = "shard_0";

/** Paths of the folders with the programs. */
export interface DatabasePrograms {
  readonly postgres: string;
  readonly pgbouncer: string;
}

type Service = "postgres-rw" | "postgres-ro";

/** The first shard of a tier, with its standbys, and poolers in front of it. */
export class Database {
  readonly pods: PoolerPod[] = [];
  private number = 0;

  private constructor(
    private readonly programs: DatabasePrograms,
    private readonly folder: string,
    private readonly loopback: Loopback,
    private readonly certificate: ServerCertificate,
    private readonly names: NameServer,
    private readonly built: Built,
    readonly primary: PostgresServer,
    readonly standbys: readonly PostgresServer[],
  ) {}

  /**
   * @param more settings of the servers that stand for the test alone
   * @param generations whose users there are; none: as RDS makes it, with the master user alone
   */
  static async start(
    programs: DatabasePrograms,
    tier: TierName,
    more = "",
    generations: readonly number[] = [1],
  ): Promise<Database> {
    const built = await Built.of(tier);
    const folder = await mkdtemp(join(tmpdir(), "programs-"));
    const loopback = new Loopback();
    const write = hostsOf(built.pooler("postgres-rw").files["pgbouncer.ini"] ?? "", DATABASE);
    const read = hostsOf(built.pooler("postgres-ro").files["pgbouncer.ini"] ?? "", DATABASE);
    const replicas = read.filter((name) => !write.includes(name));
    const certificate = await makeCertificate(folder, [...write, ...replicas]);
    const names = await NameServer.start(loopback.next());
    const argsOf = (name: string) => ({
      bin: programs.postgres,
      folder: join(folder, name.split(".")[0] ?? name),
      address: loopback.next(),
      certificate,
      parameters: built.parameters("aws:rds/parameterGroup:ParameterGroup", "postgres-parameters"),
    });
    const [name = ""] = write;
    const primary = await PostgresServer.primary(argsOf(name));
    if (more !== "") await primary.configure(more);
    names.point(name, primary.args.address);
    const standbys: PostgresServer[] = [];
    for (const replica of replicas) {
      const standby = await primary.standby(argsOf(replica));
      names.point(replica, standby.args.address);
      standbys.push(standby);
    }
    const all = [programs, folder, loopback, certificate, names, built, primary, standbys] as const;
    const database = new Database(...all);
    if (generations.length > 0) {
      const { code, stderr } = await database.makeRoles(roleLogins(generations));
      if (code !== 0) throw new Error(stderr);
    }
    for (const standby of standbys) await primary.whenCaughtUp(standby);
    return database;
  }

  /** Runs the job that makes the users. */
  makeRoles(logins: readonly RoleLogin[]): ReturnType<typeof makeRoles> {
    return makeRoles(this.rolesRun(this.primary), logins);
  }

  /** Runs SQL as the job of an instance does. @throws Error with what the database says */
  async runAsJob(sql: string, server: PostgresServer): Promise<void> {
    const { code, stderr } = await runRolesScript(this.rolesRun(server), sql);
    if (code !== 0) throw new Error(stderr);
  }

  private rolesRun(server: PostgresServer): RolesRun {
    return {
      bin: this.programs.pgbouncer,
      folder: join(this.folder, "roles"),
      host: this.host,
      address: server.args.address,
      authority: this.certificate.authority,
    };
  }

  /** Name of the primary, which its certificate has. */
  get host(): string {
    const [host = ""] = hostsOf(this.config("postgres-rw"), DATABASE);
    return host;
  }

  /** PEM file of the authority of the servers' certificates. */
  get authority(): string {
    return this.certificate.authority;
  }

  /** What another instance of the same shard is started with, in a folder of this name. */
  argsBeside(folder: string): PostgresServer["args"] {
    return { ...this.primary.args, folder: join(this.folder, folder), address: this.loopback.next() };
  }

  /** Another folder of the test, such as for an archive. */
  folderBeside(name: string): string {
    return join(this.folder, name);
  }

  files(service: Service): PoolerFiles {
    return this.built.pooler(service);
  }

  config(service: Service): string {
    return this.files(service).files["pgbouncer.ini"] ?? "";
  }

  /**
   * @param change of `pgbouncer.ini`, to show that a setting of ours is what makes the difference
   * @param logins whom it lets in
   */
  async pod(
    service: Service,
    change: (config: string) => string = (config) => config,
    logins: readonly Login[] = roleLogins([1]),
  ): Promise<PoolerPod> {
    const { files } = this.files(service);
    this.number += 1;
    const pod = await PoolerPod.start({
      bin: this.programs.pgbouncer,
      folder: join(this.folder, `pod-${this.number}`),
      address: this.loopback.next(),
      logins,
      files: { ...files, "pgbouncer.ini": change(this.config(service)) },
      authority: this.certificate.authority,
      nameServer: this.names.at,
    });
    this.pods.push(pod);
    return pod;
  }

  /** An address of an application pod. */
  get otherAddress(): string {
    return this.loopback.next();
  }

  /** Gives the primary's address a name that its certificate does not have. */
  alias(name: string): void {
    this.names.point(name, this.primary.args.address);
  }

  /** Moves the primary's name to a standby, as RDS does in a failover. */
  movePrimaryTo(standby: PostgresServer): void {
    this.names.point(this.host, standby.args.address);
  }

  async stop(): Promise<void> {
    await Promise.all(this.pods.map((pod) => pod.stop()));
    await Promise.all([this.primary, ...this.standbys].map((server) => server.stop("SIGQUIT")));
    this.names.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
