import type { TierSpec } from "../../tiers";
import { byHand, NOT_COUNTED, REBOOT_MINUTES, type HandPhase } from "./by-hand";
import { describeEach, rebootInTurn, snapshotEach, USE_REGION } from "./database-commands";

const CLUSTER = '"$(pulumi stack output clusterName)"';

/** What keeps a control plane from its next version, as EKS itself sees it. */
export function checkCluster(from: TierSpec, to: TierSpec): HandPhase[] {
  const { kubernetesVersion } = to.cluster;
  if (kubernetesVersion === from.cluster.kubernetesVersion) return [];
  return [
    {
      ...byHand,
      title: `See whether anything stands against Kubernetes ${kubernetesVersion}`,
      why: "A control plane never goes back, and a version drops interfaces that somebody may still call.",
      commands: [
        USE_REGION,
        `aws eks list-insights --cluster-name ${CLUSTER} --filter categories=UPGRADE_READINESS --query "insights[].[name,insightStatus.status]" --output text`,
      ],
      check: "Every insight is PASSING, and the same version runs in a stack that nobody depends on.",
      checks: [
        {
          command: `aws eks list-insights --cluster-name ${CLUSTER} --filter categories=UPGRADE_READINESS,statuses=ERROR --query "insights[].name" --output text`,
          expected: "nothing",
        },
      ],
      rollback: "Nothing was changed yet.",
      ...NOT_COUNTED,
    },
  ];
}

/** Nodes are of the old version until each has been replaced. */
export function letNodesFollow(from: TierSpec, to: TierSpec): HandPhase[] {
  const { kubernetesVersion } = to.cluster;
  if (kubernetesVersion === from.cluster.kubernetesVersion) return [];
  return [
    {
      ...byHand,
      title: "Let the nodes follow in their maintenance windows",
      why: "EKS Auto Mode replaces nodes of the old version one by one, and not outside the windows.",
      commands: [],
      check: `Every node is of version ${kubernetesVersion} before the next minor version.`,
      checks: [
        {
          command:
            "kubectl get nodes -o custom-columns=NAME:.metadata.name,VERSION:.status.nodeInfo.kubeletVersion",
          expected: `v${kubernetesVersion}.… behind each node`,
        },
      ],
      rollback: "There is no way back.",
      ...NOT_COUNTED,
    },
  ];
}

const isUpgrade = (from: TierSpec, to: TierSpec): boolean =>
  from.postgres.engineVersion !== to.postgres.engineVersion;

/** A snapshot is the only way back from another major version. */
export function prepareMajorUpgrade(from: TierSpec, to: TierSpec): HandPhase[] {
  if (!isUpgrade(from, to)) return [];
  const { engineVersion, shardCount } = to.postgres;
  return [
    {
      ...byHand,
      title: `Prepare the databases for PostgreSQL ${engineVersion}`,
      why: "RDS refuses the upgrade while a prepared transaction is open, and a snapshot is the only way back from it.",
      commands: [
        "pulumi config set allowMajorVersionUpgrade true",
        USE_REGION,
        snapshotEach(`before-${engineVersion}`, "postgresPrimaries"),
      ],
      check: `Your application has been tested on PostgreSQL ${engineVersion}, with an instance restored from a snapshot. Its users know of up to an hour without it.`,
      checks: [
        { command: "psql <each shard> -c 'SELECT count(*) FROM pg_prepared_xacts'", expected: "0" },
        {
          command:
            "psql <each shard> -c \"SELECT count(*) FROM pg_subscription WHERE subname = 'move_venture'\"",
          expected: "0: no venture is being moved",
        },
      ],
      rollback: "pulumi config rm allowMajorVersionUpgrade. Nothing was upgraded yet.",
      minutesMin: 2 * shardCount,
      minutesMax: 60 * shardCount,
    },
  ];
}

/** What an upgraded database lacks, and the permission that nobody needs any longer. */
export function finishMajorUpgrade(from: TierSpec, to: TierSpec): HandPhase[] {
  if (!isUpgrade(from, to)) return [];
  const { replicasPerShard, shardCount } = to.postgres;
  const replicas = shardCount * replicasPerShard;
  return [
    {
      ...byHand,
      title: "Give the upgraded databases their statistics and parameters",
      why: "An upgrade drops the planner's statistics, and a replica takes the parameters of the new version at its reboot.",
      commands: [
        USE_REGION,
        ...(replicas > 0 ? [rebootInTurn("postgresReplicas")] : []),
        "psql <each shard> -c 'ANALYZE'",
        "psql <each shard> -c 'SELECT name FROM pg_available_extensions WHERE installed_version < default_version' # ALTER EXTENSION <name> UPDATE",
        "pulumi config rm allowMajorVersionUpgrade",
        "pulumi up",
      ],
      check: "Every instance has taken its parameters, and every replica replays.",
      checks: [
        {
          command: describeEach(
            "postgresPrimaries",
            ...(replicas > 0 ? (["postgresReplicas"] as const) : []),
          ),
          expected: "available and in-sync behind each instance",
        },
      ],
      rollback:
        "Only by restoring the snapshots into new instances, without what was written after the upgrade.",
      minutesMin: 5 + REBOOT_MINUTES.minutesMin * replicas,
      minutesMax: 60 + REBOOT_MINUTES.minutesMax * replicas,
    },
  ];
}
