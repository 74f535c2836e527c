import type * as pulumi from "@pulumi/pulumi";
import type { AlarmSpec } from "../../models/promises/alarms/alarm";
import { alarmsOf } from "../../models/promises/alarms/alarms-of-tier";
import type { TierSpec } from "../../tiers";

type Text = pulumi.Input<string>;

/** What tells the objects apart that alarms watch, as CloudWatch's dimensions have it. */
export interface Watched {
  /** Namespace of the stack's own metrics. */
  readonly metricNamespace: Text;
  /** Of the load balancer: `app/<name>/<id>`. */
  readonly loadBalancer: Text;
  /** Target groups by what they are for: `targetgroup/<name>/<id>`. */
  readonly targetGroups: Readonly<Record<string, Text>>;
  readonly clusterName: Text;
  /** Identifiers in RDS, such as by `shard-0-primary`. */
  readonly databases: Readonly<Record<string, Text>>;
  /** Ids of replication groups, `main` and `embeddings`. */
  readonly caches: Readonly<Record<string, Text>>;
  readonly queueNames: Readonly<Record<"jobs" | "dead-letters", Text>>;
  readonly distributionId: Text;
  readonly canaryName: Text;
  /** Null for a stack without an own domain. */
  readonly certificateArn: Text | null;
  /** Of the load balancer's own certificate; null where it has none, or CloudFront's. */
  readonly originCertificateArn: Text | null;
  /** Names of AWS Backup's vaults, here and in the other account; null without copies there. */
  readonly backupVaults: Readonly<Record<"here" | "there", Text>> | null;
  /** Null where NAT gateways lead out. */
  readonly natInstanceId: Text | null;
  /** By zone; empty where an instance leads out. */
  readonly natGatewayIds: readonly Text[];
}

function known(value: Text | null | undefined, reference: string): Text {
  if (value === undefined || value === null)
    throw new Error(`The stack has nothing that alarms call ${reference}.`);
  return value;
}

/** Nodes of a cache are called after their group. */
function cacheNode({ caches }: Watched, group: string, node: string, reference: string): Text {
  const id = known(caches[group], reference);
  return typeof id === "string" ? `${id}-${node}` : known(undefined, reference);
}

/**
 * What stands for a reference of `models/promises/subjects.ts`.
 * @throws Error for one that the stack does not have
 */
function referenceOf(watched: Watched, reference: string): Text {
  const [kind, first = "", second = ""] = reference.split("/");
  switch (kind) {
    case "@load-balancer":
      return watched.loadBalancer;
    case "@target-group":
      return known(watched.targetGroups[first], reference);
    case "@cluster":
      return watched.clusterName;
    case "@database":
      return known(watched.databases[first], reference);
    case "@cache":
      return cacheNode(watched, first, second, reference);
    case "@queue":
      return known(
        first === "jobs" || first === "dead-letters" ? watched.queueNames[first] : undefined,
        reference,
      );
    case "@distribution":
      return watched.distributionId;
    case "@certificate":
      return known(watched.certificateArn, reference);
    case "@origin-certificate":
      return known(watched.originCertificateArn, reference);
    case "@backup-vault":
      return known(
        first === "here" || first === "there" ? watched.backupVaults?.[first] : undefined,
        reference,
      );
    case "@nat-instance":
      // Its own alarm is made beside it.
      return watched.natInstanceId ?? "";
    case "@nat-gateway":
      return known(watched.natGatewayIds[Number(first)], reference);
    case "@canary":
      return watched.canaryName;
    case "@stack":
      return watched.metricNamespace;
    default:
      return known(undefined, reference);
  }
}

/** Every alarm of the table whose metrics are there, on what a stack has. */
export const watchedAlarms = (tier: TierSpec, watched: Watched): AlarmSpec<Text>[] =>
  alarmsOf<Text>({
    tier,
    hasDomain: watched.certificateArn !== null,
    hasOriginCertificate: watched.originCertificateArn !== null,
    hasAccountCopies: watched.backupVaults !== null,
    resolve: (reference) => referenceOf(watched, reference),
  });
