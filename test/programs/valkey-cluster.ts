import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { Redis } from "ioredis";
import type { Parameter } from "./built";
import { makeCertificate, type ServerCertificate } from "./certificates";
import { eventually } from "./eventually";
import { Loopback } from "./loopback";
import { start, type Started } from "./started";

const PORT = 6379;
const BUS_PORT = 16379;
const SLOTS = 16_384;
const PASSWORD = "ProgramsProof0123456789";
const OPERATOR = "operator";

interface Node {
  readonly name: string;
  readonly address: string;
  readonly started: Started;
}

export interface ClusterArgs {
  /** Of Valkey's programs. */
  readonly bin: string;
  readonly shards: number;
  /** Of the group's parameter group. */
  readonly parameters: readonly Parameter[];
  readonly accessString: string;
  readonly memoryMiB?: number;
  /** A file of keys that the only node begins with, as one that is filled from a snapshot. */
  readonly rdb?: string;
}

/**
 * A group of Valkey as ElastiCache makes it: cluster mode, TLS at every port, nodes that name each other by their host
 * names, and one user, whom nobody can be without a password.
 */
export class ValkeyCluster {
  private constructor(
    private readonly folder: string,
    private readonly certificate: ServerCertificate,
    readonly nodes: readonly Node[],
  ) {}

  static async start({
    bin,
    shards,
    parameters,
    accessString,
    memoryMiB,
    rdb,
  }: ClusterArgs): Promise<ValkeyCluster> {
    const folder = await mkdtemp(join(tmpdir(), "programs-"));
    const loopback = new Loopback();
    const names = Array.from({ length: shards }, (_, index) => `node-${index}.main.cache.amazonaws.com`);
    const certificate = await makeCertificate(folder, [...names, "main.cache.amazonaws.com"]);
    const nodes: Node[] = [];
    for (const name of names) {
      const own = join(folder, name);
      await mkdir(own);
      if (rdb !== undefined) await copyFile(rdb, join(own, "dump.rdb"));
      const address = loopback.next();
      await writeFile(
        join(own, "users.acl"),
        `user default off\nuser ${OPERATOR} on ~* &* +@all >${PASSWORD}\nuser app ${accessString} >${PASSWORD}\n`,
      );
      const settings: Record<string, string | number> = {
        ...Object.fromEntries(parameters.map(({ name: key, value }) => [key, value])),
        bind: address,
        "bind-source-addr": address,
        "cluster-announce-ip": address,
        port: 0,
        "tls-port": PORT,
        "cluster-port": BUS_PORT,
        "tls-cert-file": certificate.certificate,
        "tls-key-file": certificate.key,
        "tls-ca-cert-file": certificate.authority,
        "tls-auth-clients": "no",
        "tls-cluster": "yes",
        "cluster-announce-hostname": name,
        "cluster-preferred-endpoint-type": "hostname",
        aclfile: join(own, "users.acl"),
        dir: own,
        save: '""',
        ...(memoryMiB === undefined ? {} : { maxmemory: `${memoryMiB}mb` }),
      };
      const file = join(own, "valkey.conf");
      await writeFile(
        file,
        Object.entries(settings)
          .map(([key, value]) => `${key} ${value}\n`)
          .join(""),
      );
      nodes.push({ name, address, started: start([join(bin, "valkey-server"), file]) });
    }
    const cluster = new ValkeyCluster(folder, certificate, nodes);
    await cluster.join();
    return cluster;
  }

  private async join(): Promise<void> {
    const share = SLOTS / this.nodes.length;
    for (const [index, { started }] of this.nodes.entries()) {
      await eventually("Valkey", () => this.asOperator(index, "PING")).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${started.said()}`);
      });
      const [first, last] = [Math.floor(index * share), Math.floor((index + 1) * share) - 1];
      // A node that begins with keys has taken their slots.
      const taken = await this.slotsOf(index);
      const missing = Array.from({ length: last - first + 1 }, (_, slot) => first + slot).filter(
        (slot) => !taken.has(slot),
      );
      for (let at = 0; at < missing.length; at += 1_000)
        await this.asOperator(index, "CLUSTER", "ADDSLOTS", ...missing.slice(at, at + 1_000));
      await this.asOperator(index, "CLUSTER", "MEET", this.nodes[0]?.address ?? "", PORT, BUS_PORT);
    }
    for (const index of this.nodes.keys())
      await eventually("the cluster", async () => {
        const info = String(await this.asOperator(index, "CLUSTER", "INFO"));
        if (!info.includes("cluster_state:ok") || !info.includes(`cluster_known_nodes:${this.nodes.length}`))
          throw new Error(info);
      });
  }

  private async slotsOf(index: number): Promise<Set<number>> {
    const lines = String(await this.asOperator(index, "CLUSTER", "NODES")).split("\n");
    const own =
      lines
        .find((line) => line.includes("myself"))
        ?.split(" ")
        .slice(8) ?? [];
    return new Set(
      own.flatMap((range) => {
        const [from = 0, to = from] = range.split("-").map(Number);
        return Array.from({ length: to - from + 1 }, (_, slot) => from + slot);
      }),
    );
  }

  /** Writes all keys of a node into a file, as a snapshot does. @returns its path */
  async save(index: number): Promise<string> {
    await this.asOperator(index, "SAVE");
    return join(this.folder, this.nodes[index]?.name ?? "", "dump.rdb");
  }

  /** A connection to one node, by a user of its. */
  connection(index: number, username: "app" | "operator" = OPERATOR, password = PASSWORD): Redis {
    const node = this.nodes[index];
    if (node === undefined) throw new RangeError(`There is no node ${index}.`);
    return new Redis({
      host: node.address,
      port: PORT,
      username,
      password,
      tls: { ca: readFileSync(this.certificate.authority), servername: node.name },
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      commandTimeout: 10_000,
      lazyConnect: true,
    });
  }

  /** Takes these passwords for the one user, as ElastiCache does on every node when its user is changed. */
  async setPasswords(...passwords: readonly string[]): Promise<void> {
    const words = ["resetpass", ...passwords.map((password) => `>${password}`)];
    for (const index of this.nodes.keys()) await this.asOperator(index, "ACL", "SETUSER", "app", ...words);
  }

  async asOperator(index: number, command: string, ...args: (string | number)[]): Promise<unknown> {
    const connection = this.connection(index);
    connection.on("error", () => undefined);
    try {
      await connection.connect();
      return await connection.call(command, ...args);
    } finally {
      connection.disconnect();
    }
  }

  /** PEM file of the authority of the nodes' certificates. */
  get authority(): string {
    return this.certificate.authority;
  }

  /** Addresses by host name; the configuration endpoint is that of any node. */
  get addresses(): Readonly<Record<string, string>> {
    return Object.fromEntries([
      ...this.nodes.map(({ name, address }) => [name, address]),
      ["main.cache.amazonaws.com", this.nodes[0]?.address ?? ""],
    ]) as Record<string, string>;
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map(({ started }) => started.stop("SIGKILL")));
    await rm(this.folder, { recursive: true, force: true });
  }
}
