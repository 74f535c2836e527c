import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ClusterComponent, type ClusterComponentArgs } from "../shared/cluster-component";
import { IGNORE_DISRUPTION } from "../shared/job-failures";
import type { Generations } from "../shared/rotation";
import { checksum } from "./pooler-config";
import { ROLES_NAME, ROLES_SECRET, rolesPodSpec } from "./roles-pod";
import { CLOSED_SQL } from "./closed-sql";
import { rolesSql, type RoleLogin } from "./roles-sql";

/** Whose users a job makes, or shuts out. */
interface RolesInstance {
  /** Such as `shard-0` or `shard-0-restored-2`. */
  readonly role: string;
  /** Whether the product's users may log in. */
  readonly isServing: boolean;
  /** DNS name of the primary. */
  readonly writeHost: pulumi.Output<string>;
}

export interface PostgresRolesArgs extends ClusterComponentArgs {
  /** Password of RDS's master user. */
  readonly masterPassword: pulumi.Output<string>;
  /** It runs again when they change: meanwhile the application may have made tables as the master user. */
  readonly generations: Generations;
  /** Who may log in; secret. */
  readonly logins: pulumi.Output<RoleLogin[]>;
  readonly instances: readonly RolesInstance[];
  /** Holds the root certificates of the servers. */
  readonly certificates: kubernetes.core.v1.ConfigMap;
  /** Namespace and its policies. */
  readonly ready: readonly pulumi.Resource[];
}

/** From the beginning, so the start of a node is in it. */
const DEADLINE_SECONDS = 900;
const TIMEOUT = "20m";

/**
 * The job of each instance that makes its users before the poolers know them, or shuts them out before the poolers leave it.
 * Another text makes it run again; one that failed runs again with the next `up`. Each instance has its own, so that another
 * shard touches none that is there.
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
    this.jobs = args.instances.map((instance) => this.createJob(sql, secret, instance));
    this.registerOutputs({});
  }

  private createSecret(sql: pulumi.Output<string>): kubernetes.core.v1.Secret {
    const { masterPassword, instances, ready } = this.args;
    const closed = instances.every(({ isServing }) => isServing) ? {} : { [ROLES_SECRET.closed]: CLOSED_SQL };
    return new kubernetes.core.v1.Secret(
      this.childName("secret"),
      {
        metadata: this.metadata(ROLES_NAME),
        stringData: { [ROLES_SECRET.sql]: sql, [ROLES_SECRET.password]: masterPassword, ...closed },
      },
      this.inCluster(...ready),
    );
  }

  private createJob(
    sql: pulumi.Output<string>,
    secret: kubernetes.core.v1.Secret,
    { role, isServing, writeHost: host }: RolesInstance,
  ): kubernetes.batch.v1.Job {
    const { certificates, ready, generations } = this.args;
    const { valid, used } = generations;
    // A hash of verifiers of random passwords tells nothing of them.
    const open = pulumi.unsecret(sql.apply((text) => checksum(`${valid.join("+")} ${used}\n${text}`)));
    return new kubernetes.batch.v1.Job(
      this.childName(role),
      {
        metadata: {
          ...this.metadata(`${ROLES_NAME}-${role}`, ROLES_NAME),
          annotations: { "pulumi.com/replaceUnready": "true" },
        },
        spec: {
          backoffLimit: 5,
          activeDeadlineSeconds: DEADLINE_SECONDS,
          podFailurePolicy: { rules: [IGNORE_DISRUPTION] },
          template: {
            metadata: {
              labels: this.podLabels(ROLES_NAME),
              annotations: { "checksum/roles": isServing ? open : checksum(CLOSED_SQL) },
            },
            spec: rolesPodSpec({
              secret: secret.metadata.name,
              certificates: certificates.metadata.name,
              sqlKey: isServing ? ROLES_SECRET.sql : ROLES_SECRET.closed,
              host,
            }),
          },
        },
      },
      { ...this.inCluster(...ready), customTimeouts: { create: TIMEOUT, update: TIMEOUT } },
    );
  }
}
