/** Outputs of the stack that name its database instances (`stacks/platform.ts`). */
export type DatabaseOutput = "postgresPrimaries" | "postgresReplicas";

/** The account's default region may be another one. */
export const USE_REGION = 'export AWS_REGION="$(pulumi stack output region)"';

const namesIn = (output: DatabaseOutput): string => `$(pulumi stack output ${output} --json | tr -d '[]",')`;

/**
 * Runs commands for each instance of the stack in turn, `$name` is its identifier, and stops at the first one that fails.
 * The names come from the stack's outputs and not from a search of the account, which holds other people's databases too.
 */
const forEach = (outputs: readonly DatabaseOutput[], ...commands: readonly string[]): string =>
  `(set -e; for name in ${outputs.map(namesIn).join(" ")}; do ${commands.join("; ")}; done)`;

/**
 * One instance after the other, each awaited, in the order of the outputs: replicas go on answering while one of them
 * restarts, and nothing is rebooted after one that failed.
 */
export const rebootInTurn = (...outputs: readonly DatabaseOutput[]): string =>
  forEach(
    outputs,
    'echo "$name"',
    'aws rds reboot-db-instance --db-instance-identifier "$name" --query DBInstance.DBInstanceStatus --output text',
    // RDS needs some seconds before it calls the instance anything but available.
    "sleep 30",
    'aws rds wait db-instance-available --db-instance-identifier "$name"',
  );

/** A snapshot of each instance, `<name>-<suffix>`; one that is there already is as good. */
export const snapshotEach = (suffix: string, ...outputs: readonly DatabaseOutput[]): string =>
  forEach(
    outputs,
    'echo "$name"',
    `aws rds describe-db-snapshots --db-snapshot-identifier "$name-${suffix}" --query "DBSnapshots[].Status" --output text 2>/dev/null || aws rds create-db-snapshot --db-instance-identifier "$name" --db-snapshot-identifier "$name-${suffix}" --query DBSnapshot.Status --output text`,
    `aws rds wait db-snapshot-available --db-snapshot-identifier "$name-${suffix}"`,
  );

/** A line for each instance: its identifier, its state, and whether its parameters are in force. */
export const describeEach = (...outputs: readonly DatabaseOutput[]): string =>
  forEach(
    outputs,
    'aws rds describe-db-instances --db-instance-identifier "$name" --output text --query "DBInstances[].[DBInstanceIdentifier,DBInstanceStatus,DBParameterGroups[0].ParameterApplyStatus]"',
  );

const minutesAgo = (minutes: number): string =>
  `$(node -p "new Date(Date.now() - ${minutes * 60_000}).toISOString()")`;
/** A moment as text, worked out when the command runs. */
export const daysAgo = (days: number): string => minutesAgo(days * 24 * 60);

/** The largest lag of each replica in the last minutes, in seconds. */
export const lagOfEachReplica = (minutes: number): string =>
  forEach(
    ["postgresReplicas"],
    `aws cloudwatch get-metric-statistics --namespace AWS/RDS --metric-name ReplicaLag --dimensions Name=DBInstanceIdentifier,Value="$name" --statistics Maximum --period ${minutes * 60} --start-time "${minutesAgo(minutes)}" --end-time "${minutesAgo(0)}" --query "Datapoints[].[Maximum,'$name']" --output text`,
  );
