import type { UpgradePhase, UpgradeStep } from "./report";

type Phase = Omit<UpgradePhase, "number">;

const STATEFUL_SET = "kubernetes:apps/v1:StatefulSet";
const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
const ROUTE = "aws:ec2/route:Route";

const touched = (steps: readonly UpgradeStep[], type: string, property: string): UpgradeStep[] =>
  steps.filter((step) => step.type === type && step.properties.some((path) => path.startsWith(property)));

/** Who connects from an address of ours must let the next one in before the old one goes. */
function announceEgress(steps: readonly UpgradeStep[]): Phase[] {
  if (touched(steps, ROUTE, "n").length === 0) return [];
  return [
    {
      title: "Announce the new egress addresses",
      commands: ["pulumi preview --diff | grep -A 8 'ec2/eip:Eip'"],
      check: "Every partner that lets you in by address knows that it changes, and when.",
      rollback: "Nothing was changed yet.",
      steps: [],
    },
  ];
}

const rebootEach = (which: string): string =>
  `aws rds describe-db-instances --output text --query "DBInstances[?${which}ReadReplicaSourceDBInstanceIdentifier && TagList[?Key=='environment' && Value=='$ENVIRONMENT']].DBInstanceIdentifier" | xargs -n1 aws rds reboot-db-instance --db-instance-identifier`;

/** RDS takes `max_connections` at a reboot, which Pulumi does not do. */
function rebootDatabases(steps: readonly UpgradeStep[]): Phase[] {
  if (touched(steps, PARAMETER_GROUP, "parameters").length === 0) return [];
  return [
    {
      title: "Reboot the databases in their maintenance window, replicas first",
      // A standby with fewer connections than its primary stops.
      commands: ["ENVIRONMENT=$(pulumi config get environment)", rebootEach(""), rebootEach("!")],
      check:
        "aws rds describe-db-instances --query 'DBInstances[].[DBInstanceIdentifier,DBParameterGroups[0].ParameterApplyStatus]' shows in-sync for each.",
      rollback: "None is needed: until its reboot an instance runs with the old values.",
      steps: [],
    },
  ];
}

/** New peers join empty; no release of Qdrant moves data to them by itself. */
function moveShards(steps: readonly UpgradeStep[], peersBefore: number, peersAfter: number): Phase[] {
  if (peersAfter <= peersBefore || touched(steps, STATEFUL_SET, "spec.replicas").length === 0) return [];
  return [
    {
      title: `Move Qdrant shards to the ${peersAfter - peersBefore} new peers`,
      commands: [
        "kubectl -n qdrant port-forward service/qdrant 6333 &",
        'curl -s -H "api-key: $QDRANT_API_KEY" localhost:6333/cluster',
        'curl -s -H "api-key: $QDRANT_API_KEY" localhost:6333/collections/<collection>/cluster',
        'curl -s -X POST -H "api-key: $QDRANT_API_KEY" -H \'content-type: application/json\' localhost:6333/collections/<collection>/cluster -d \'{"move_shard":{"shard_id":<id>,"from_peer_id":<old>,"to_peer_id":<new>}}\'',
      ],
      check: "Each peer holds the same number of shards, all Active, and no transfer is under way.",
      rollback: "Move the shards back; a peer that holds shards is never removed.",
      steps: [],
    },
  ];
}

export interface PhaseFacts {
  readonly from: string;
  readonly to: string;
  readonly peersBefore: number;
  readonly peersAfter: number;
}

/** The steps in the order in which they are carried out: what comes first by hand, the `up`, what is left to do. */
export function phasesOf(steps: readonly UpgradeStep[], facts: PhaseFacts): UpgradePhase[] {
  const phases: Phase[] = [
    ...announceEgress(steps),
    {
      title: `Bring the stack from tier ${facts.from} to tier ${facts.to}`,
      commands: [`pulumi config set tier ${facts.to}`, "pulumi preview", "pulumi up"],
      check: "pulumi up ends without an error, and a second pulumi preview shows no change.",
      rollback: steps.every(({ reversible }) => reversible)
        ? `pulumi config set tier ${facts.from}, then pulumi up.`
        : `Only in part: see what is one-way. The rest: pulumi config set tier ${facts.from}, keep the grown sizes by overrides, then pulumi up.`,
      steps: [...steps],
    },
    ...rebootDatabases(steps),
    ...moveShards(steps, facts.peersBefore, facts.peersAfter),
  ];
  return phases.map((phase, index) => ({ number: index + 1, ...phase }));
}
