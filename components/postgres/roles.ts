import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IGNORE_DISRUPTION } from "../shared/job-failures";
import type { Generations } from "../shared/rotation";
import { checksum } from "./pooler-config";
import { ROLES_NAME, ROLES_SECRET, rolesPodSpec } from "./roles-pod";
import { rolesSql, type RoleLogin } from "./roles-sql";

export interface PostgresRolesArgs extends ClusterComponentArgs {
  /** Password of RDS's master user. */
  readonly masterPassword: pulumi.Output<string>;
  /** It runs again when they change: meanwhile the application may have made tables as the master user. */
  readonly generations: Generations;
  /** Who may log in; secret. */
  readonly logins: pulumi.Output<RoleLogin[]>;
  /** Such as `shard-0`, with the DNS name of its primary. */
  readonly shards: readonly { readonly shard: string; readonly writeHost: pulumi.Output<string> }[];
  /** Holds the root certificates of the servers. */
  readonly certificates: kubernetes.core.v1.ConfigMap;
  /** Namespace and its policies. */
  readonly ready: readonly pulumi.Resource[];
}

/** From the beginning, so the start of a node is in it. */
const DEADLINE_SECONDS = 900;
const TIMEOUT = "20m";

/**
 * The job of each shard that makes its users before the poolers know them. Another text makes it run again; one that failed runs
 * again with the next `up`. Each shard has its own, so that another shard touches none that is there.
 */
export class PostgresRoles extends ClusterComponent {
  /** Done once the databases have the users. */
  readonly jobs: readonly kubernetes.batch.v1.Job[];

  constructor(
    name: string,
    private readonly args: PostgresRolesArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("PostgresRoles", name, args, "postgres", opts);
    const sql = args.logins.apply(rolesSql);
    const secret = this.createSecret(sql);
    this.jobs = args.shards.map(({ shard, writeHost }) => this.createJob(sql, secret, shard, writeHost));
    this.registerOutputs({});
  }

  private createSecret(sql: pulumi.Output<string>): kubernetes.core.v1.Secret {
    const { masterPassword, ready } = this.args;
    return new kubernetes.core.v1.Secret(
      this.childName("secret"),
      {
        metadata: this.metadata(ROLES_NAME),
        stringData: { [ROLES_SECRET.sql]: sql, [ROLES_SECRET.password]: masterPassword },
      },
      this.inCluster(...ready),
    );
  }

  private createJob(
    sql: pulumi.Output<string>,
    secret: kubernetes.core.v1.Secret,
    shard: string,
    host: pulumi.Output<string>,
  ): kubernetes.batch.v1.Job {
    const { certificates, ready, generations } = this.args;
    const { valid, used } = generations;
    return new kubernetes.batch.v1.Job(
      this.childName(shard),
      {
        metadata: {
          ...this.metadata(`${ROLES_NAME}-${shard}`, ROLES_NAME),
          annotations: { "pulumi.com/replaceUnready": "true" },
        },
        spec: {
          backoffLimit: 5,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          podFailurePolicy: { rules: [IGNORE_DISRUPTION] },
          template: {
            metadata: {
              labels: this.podLabels(ROLES_NAME),
              // A hash of verifiers of random passwords tells nothing of them.
              annotations: {
                "checksum/roles": pulumi.unsecret(
                  sql.apply((text) => checksum(`${valid.join("+")} ${used}\n${text}`)),
                ),
              },
            },
            spec: rolesPodSpec({
              secret: secret.metadata.name,
              certificates: certificates.metadata.name,
              host,
            }),
          },
        },
      },
      { ...this.inCluster(...ready), customTimeouts: { create: TIMEOUT, update: TIMEOUT } },
    );
  }
}
