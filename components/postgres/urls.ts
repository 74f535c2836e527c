import * as pulumi from "@pulumi/pulumi";
import { PORTS } from "../shared/references";
import { POSTGRES_USER, pooledDatabaseName } from "./pooler-config";

export interface PostgresUrlArgs {
  readonly password: pulumi.Output<string>;
  /** DNS names of the poolers for writing and for reading. */
  readonly writeHost: pulumi.Output<string>;
  readonly readHost: pulumi.Output<string>;
}

/** Where clients find one shard. Secret. */
export interface PostgresUrls {
  readonly write: pulumi.Output<string>;
  readonly read: pulumi.Output<string>;
}

/** `postgres://user:password@host:port/name` of a shard such as `shard-0`. */
export function postgresUrls(
  { password, writeHost, readHost }: PostgresUrlArgs,
  shard: string,
): PostgresUrls {
  const urlAt = (host: pulumi.Output<string>): pulumi.Output<string> =>
    // TLS ends at the pooler's servers; inside the cluster the NetworkPolicy decides who may speak to it.
    pulumi.interpolate`postgres://${POSTGRES_USER}:${password}@${host}:${PORTS.pooler}/${pooledDatabaseName(shard)}?sslmode=disable`;
  return { write: urlAt(writeHost), read: urlAt(readHost) };
}
