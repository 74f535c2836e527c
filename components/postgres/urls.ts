import * as pulumi from "@pulumi/pulumi";
import { PORTS } from "../shared/references";
import type { Login } from "./logins";
import { pooledDatabaseName } from "./pooler-config";

/** `postgres://user:password@host:port/name` of a shard such as `shard-0`, through a pooler. Secret. */
export function postgresUrl(
  { user, password }: Login<pulumi.Output<string>>,
  host: pulumi.Output<string>,
  shard: string,
): pulumi.Output<string> {
  // TLS ends at the pooler's servers; inside the cluster the NetworkPolicy decides who may speak to it.
  return pulumi.interpolate`postgres://${user}:${password}@${host}:${PORTS.pooler}/${pooledDatabaseName(shard)}?sslmode=disable`;
}
