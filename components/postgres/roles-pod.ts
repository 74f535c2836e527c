import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import { PORTS } from "../shared/references";
import { POSTGRES_MASTER } from "./logins";
import { POOLER_FILES, POSTGRES_DATABASE } from "./pooler-config";
import { POOLER_USER_ID, READ_ONLY_FOR_GROUP } from "./pooler-pod";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** Name of the pods and of the Secret with what they run; the jobs are named after their shards. */
export const ROLES_NAME = "postgres-roles";

/** Keys of the Secret. */
export const ROLES_SECRET = { sql: "roles.sql", closed: "closed.sql", password: "password" } as const;

export interface RolesPodArgs {
  /** Names of the Secret and of the ConfigMap with the root certificates. */
  readonly secret: pulumi.Input<string>;
  readonly certificates: pulumi.Input<string>;
  /** Key of what is run. */
  readonly sqlKey: string;
  /** DNS name of the shard's primary. */
  readonly host: pulumi.Input<string>;
}

const DIRECTORY = "/roles";
const MEMORY = "64Mi";

/** With the name of the server as its argument. */
export const ROLES_SCRIPT = `psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --single-transaction --output=/dev/null --file=${DIRECTORY}/${ROLES_SECRET.sql} \\
  "host=$1 port=${PORTS.postgres} dbname=${POSTGRES_DATABASE} user=${POSTGRES_MASTER} sslmode=verify-full sslrootcert=${DIRECTORY}/${POOLER_FILES.certificates} connect_timeout=10"
echo "$1: users are as asked for"`;

/**
 * Pod that makes the database's users, by the psql of the poolers' image (https://github.com/edoburu/docker-pgbouncer,
 * Dockerfile). It is in their namespace, whose policies lead to the servers.
 */
export function rolesPodSpec({ secret, certificates, sqlKey, host }: RolesPodArgs): PodSpec {
  return {
    restartPolicy: "Never",
    ...hardenedPod(POOLER_USER_ID, { fsGroup: POOLER_USER_ID }),
    dnsConfig: { options: [{ name: "ndots", value: "1" }] },
    containers: [
      {
        name: ROLES_NAME,
        image: IMAGES.pooler,
        command: ["/bin/sh", "-ec", ROLES_SCRIPT, ROLES_NAME],
        args: [host],
        env: [
          { name: "PGPASSWORD", valueFrom: { secretKeyRef: { name: secret, key: ROLES_SECRET.password } } },
        ],
        // What the database refused is then what the failed pod, and with it the failed `up`, says.
        terminationMessagePolicy: "FallbackToLogsOnError",
        resources: { requests: { cpu: "50m", memory: MEMORY }, limits: { memory: MEMORY } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [{ name: "roles", mountPath: DIRECTORY, readOnly: true }],
      },
    ],
    volumes: [
      {
        name: "roles",
        projected: {
          defaultMode: READ_ONLY_FOR_GROUP,
          sources: [
            { secret: { name: secret, items: [{ key: sqlKey, path: ROLES_SECRET.sql }] } },
            { configMap: { name: certificates } },
          ],
        },
      },
    ],
  };
}
