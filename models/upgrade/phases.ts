import { shardNames, type FieldSetting, type PhaseName, type TierSpec } from "../../tiers";
import {
  announceEgress,
  awaitEmptied,
  catchUp,
  drainPeers,
  moveShards,
  moveVentures,
  rebootDatabases,
  restStorage,
} from "./hand-phases";
import type { HandPhase } from "./by-hand";
import { readCounted } from "./firewall-phases";
import type { UpgradePhase } from "./report";
import type { Schedule } from "./schedule";
import { checkCluster, finishMajorUpgrade, letNodesFollow, prepareMajorUpgrade } from "./version-phases";

/** A phase of the step, or the `up` before it that takes database shards out of service. */
export type UpName = PhaseName | "decommission";

/** One `up` on the way. */
export interface ScheduledUp {
  readonly name: UpName;
  /** Sizes after it. */
  readonly spec: TierSpec;
  readonly schedule: Schedule;
}

const TITLES: Readonly<Record<UpName, (from: string, to: string) => string>> = {
  decommission: (from, to) => `Take the shards out of service that tier ${to} has fewer than tier ${from}`,
  prepare: (from, to) => `Prepare tier ${from} for tier ${to}`,
  move: (from, to) =>
    from === to
      ? `Bring the stack to what tier ${to} says`
      : `Bring the stack from tier ${from} to tier ${to}`,
  empty: () => "Empty the node pools that Qdrant has left",
  finish: (_, to) => `Finish tier ${to}`,
  settle: (_, to) => `Open the database connections of tier ${to}`,
};

const WHY: Readonly<Record<UpName, string>> = {
  decommission:
    "Nobody is led to them any more, and only their protection is lifted: the up that lowers the number can then delete them.",
  prepare:
    "Before anything gets smaller: fewer database connections, no readers on replicas that go, fewer Valkey shards, Multi-AZ off.",
  move: "All sizes but those that wait: more database connections, readers on new replicas, more Valkey shards.",
  empty:
    "A pool of static capacity that is deleted with nodes may start others in their place, without end: it loses them first.",
  finish:
    "What waited for the larger nodes and the replicas that have caught up; new rules of the firewall refuse what they counted.",
  settle: "The pools grow now that the databases take more connections, which they do from their reboot on.",
};

/** A step from one tier to another: its two ends, its `up`s, and the overrides that hold at both ends. */
export interface StepPlan {
  readonly from: TierSpec;
  readonly to: TierSpec;
  /** At least the one that ends at `to`. */
  readonly ups: readonly ScheduledUp[];
  readonly overrides: readonly FieldSetting[];
  /** The configuration has it already: another value or another program, and no step that its reader begins. */
  readonly isConfigured: boolean;
}

/** Those that go by the configuration value `phase`. */
const inPhases = (ups: readonly ScheduledUp[]): ScheduledUp[] =>
  ups.filter(({ name }) => name !== "decommission");

/** The commands that set the configuration for an up. */
function configCommands(
  { from, to, ups: all, overrides, isConfigured }: StepPlan,
  up: ScheduledUp,
): string[] {
  if (isConfigured) return [];
  if (up.name === "decommission")
    return shardNames(from.postgres.shardCount, to.postgres.shardCount).map(
      (shard) => `pulumi config set --path decommission.${shard}.venturesLeft 0`,
    );
  const ups = inPhases(all);
  const position = ups.indexOf(up);
  const before = ups[position - 1]?.spec ?? from;
  const isWithout = all.length > ups.length && up.spec.postgres.shardCount < before.postgres.shardCount;
  const done = isWithout ? ["pulumi config rm decommission"] : [];
  const isLast = position === ups.length - 1;
  if (position > 0)
    return [
      ...done,
      isLast ? "pulumi config rm phase" : `pulumi config set --path phase.name ${ups[position]?.name ?? ""}`,
    ];
  return [
    ...done,
    ...overrides.map(({ field, value }) => `pulumi config set --path overrides.${field} ${value}`),
    ...(from.name === to.name ? [] : [`pulumi config set tier ${to.name}`]),
    ...(isLast
      ? []
      : [
          `pulumi config set --path phase.from ${from.name}`,
          `pulumi config set --path phase.name ${ups[0]?.name ?? ""}`,
        ]),
  ];
}

/** Of a change within one tier, which its overrides make. */
function rollbackOfOverrides({ ups, overrides }: StepPlan): string {
  const isReversible = ups.every(({ schedule: { steps } }) => steps.every(({ reversible }) => reversible));
  if (!isReversible) return "None: see what is irreversible.";
  return [
    ...overrides.map(({ field }) => `pulumi config rm --path overrides.${field}`),
    "then pulumi up.",
  ].join(", ");
}

function rollbackText(plan: StepPlan, up: ScheduledUp): string {
  const { from, to, isConfigured } = plan;
  if (up.name === "decommission")
    return "pulumi config rm decommission, then pulumi up: the shards serve again, and are protected.";
  const ups = inPhases(plan.ups);
  const position = ups.indexOf(up);
  if (from.name === to.name && plan.overrides.length > 0) return rollbackOfOverrides(plan);
  const before = ups[position - 1];
  if (before !== undefined)
    return position === ups.length - 1
      ? `pulumi config set --path phase.from ${from.name}, pulumi config set --path phase.name ${before.name}, then pulumi up.`
      : `pulumi config set --path phase.name ${before.name}, then pulumi up.`;
  const isReversible = ups[position]?.schedule.steps.every(({ reversible }) => reversible) === true;
  const part = "Only in part: see what is irreversible. The rest: ";
  if (isConfigured)
    return isReversible
      ? "Take the change back (git revert), then pulumi up."
      : `${part}take the change back (git revert), keep the grown sizes by overrides, then pulumi up.`;
  const back = `pulumi config set tier ${from.name}${ups.length > 1 ? " and pulumi config rm phase" : ""}`;
  return isReversible
    ? `${back}, then pulumi up.`
    : `${part}${back}, keep the grown sizes by overrides, then pulumi up.`;
}

function upPhase(plan: StepPlan, up: ScheduledUp): HandPhase {
  const { from, to, ups } = plan;
  return {
    kind: "up",
    title: TITLES[up.name](from.name, to.name),
    why: ups.length === 1 ? "" : WHY[up.name],
    commands: [...configCommands(plan, up), "pulumi preview", "pulumi up"],
    check: "pulumi up ends without an error, and a second preview shows no change.",
    checks: [{ command: "pulumi preview --expect-no-changes", expected: "exit code 0" }],
    rollback: rollbackText(plan, up),
    ...up.schedule.total,
    steps: [...up.schedule.steps],
  };
}

/** The whole way in order: each `up` with what somebody does before and after it. */
export function phasesOf(plan: StepPlan): UpgradePhase[] {
  const { from, to, ups } = plan;
  const phases = [
    ...announceEgress(from, to),
    ...(to.postgres.shardCount < from.postgres.shardCount ? moveVentures(from, to) : []),
    ...checkCluster(from, to),
    ...prepareMajorUpgrade(from, to),
    ...ups.flatMap((up, position) => {
      const before = ups[position - 1]?.spec ?? from;
      const isMove = up.name === "move";
      return [
        ...awaitEmptied(before, up.spec),
        ...(up.name === "finish" ? catchUp(before, up.spec) : []),
        ...(isMove ? [] : readCounted(before, up.spec)),
        // Directly before the up that takes the peers: one that left the cluster still answers behind its Service.
        ...drainPeers(before, up.spec),
        upPhase(plan, up),
        ...rebootDatabases(before, up.spec),
        ...moveShards(before, up.spec),
        ...(isMove && to.postgres.shardCount > from.postgres.shardCount ? moveVentures(from, to) : []),
      ];
    }),
    ...finishMajorUpgrade(from, to),
    ...letNodesFollow(from, to),
    ...restStorage(from, to),
  ];
  return phases.map((phase, index) => ({ number: index + 1, ...phase }));
}
