import { z } from "zod";
import { arnParts } from "./arn";
import { show, type Problem } from "./parse";
import { connectionsMax, rdsClassProblem, rdsClassShape } from "./rds-classes";
import type { Restores } from "./restore";
import type { TierSpec } from "./schema";
import { shardNames } from "./shards";

const EXAMPLE_ARN = "arn:aws:rds:eu-central-1:123456789012:db:prod-shard-0";

const replicaSchema = z.strictObject({
  sourceArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:db:[A-Za-z][A-Za-z0-9-]*$/, {
      message: `the ARN of an instance of RDS such as ${EXAMPLE_ARN}`,
    })
    .describe("The primary in the other region that the shard is a replica of."),
});

export const pilotSchema = z
  .strictObject({
    postgres: z.record(z.string(), replicaSchema),
    instanceClass: z
      .string()
      .optional()
      .describe("Class of the replicas until they are promoted. Default: the tier's."),
    phase: z
      .literal("promote")
      .optional()
      .describe("Makes primaries of the replicas, and everything else of the tier. There is no way back."),
  })
  .optional()
  .describe(
    "A stack that waits for the loss of another region: `postgres.<shard>.sourceArn` for each shard of the tier, of which it has a replica, and nothing else that costs. With `phase: promote` the replicas become its databases and it is brought up as a whole (disaster-recovery.md#the-region). Stays for the life of the stack. Default: a stack of its own data.",
  );

/** A stack that waits for the loss of another region, or that was one. */
export type Pilot = NonNullable<z.infer<typeof pilotSchema>>;

/** Whether there are replicas and nothing else. */
export const isWaiting = (pilot: Pilot | undefined): pilot is Pilot =>
  pilot !== undefined && pilot.phase === undefined;

/** Where a stack lives. */
interface Place {
  readonly region: string;
  /** Of the roles that deploy it, which are of its account. */
  readonly account: string;
}

const LISTING = `aws rds describe-db-instances --query "DBInstances[].DBInstanceArn" --output text`;
const setTo = (shard: string): string =>
  `pulumi config set --path pilot.postgres.${shard}.sourceArn ${EXAMPLE_ARN}`;

function sourceAllowed(arn: string, { region, account }: Place): string | undefined {
  const { region: sourceRegion, account: sourceAccount } = arnParts(arn);
  if (sourceRegion === region)
    return `a primary of another region than aws:region (${region}): with it the replica would be lost as well; see them with: ${LISTING} --region <the other one>`;
  return sourceAccount === account
    ? undefined
    : `a primary of account ${account}, where the stack is: RDS makes no replica of another account's; see them with: ${LISTING} --region ${sourceRegion}`;
}

function shardProblems(pilot: Pilot, shards: readonly string[], place: Place): Problem[] {
  const { postgres } = pilot;
  // What a stack grows by once it serves begins empty, as anywhere.
  const missing = isWaiting(pilot) ? shards.filter((shard) => !Object.hasOwn(postgres, shard)) : [];
  const entries = Object.entries(postgres);
  return [
    ...missing.map((shard) => ({
      path: `pilot.postgres.${shard}`,
      given: "nothing",
      allowed: `its primary in the other region, without which the ventures of the shard would be lost; set it with: ${setTo(shard)}`,
    })),
    ...entries.flatMap(([shard, { sourceArn }], index): Problem[] => {
      const path = `pilot.postgres.${shard}`;
      if (!shards.includes(shard))
        return [
          {
            path,
            given: show(sourceArn),
            allowed: `shards that the tier has: ${shards.join(", ")}; without it: pulumi config rm --path ${path}`,
          },
        ];
      const twin = entries.slice(0, index).find(([, other]) => other.sourceArn === sourceArn);
      const allowed =
        twin === undefined
          ? sourceAllowed(sourceArn, place)
          : `another primary than that of ${twin[0]}: each shard has ventures of its own`;
      return allowed === undefined ? [] : [{ path: `${path}.sourceArn`, given: show(sourceArn), allowed }];
    }),
  ];
}

function classProblems({ instanceClass }: Pilot, { maxConnections }: TierSpec["postgres"]): Problem[] {
  if (instanceClass === undefined) return [];
  const shape = rdsClassShape(instanceClass);
  const allowed =
    shape === undefined
      ? rdsClassProblem(instanceClass)
      : connectionsMax(shape) < maxConnections
        ? `a class with memory for postgres.maxConnections (${maxConnections}), which a replica must allow as its primary does; this one has it for ${connectionsMax(shape)}`
        : undefined;
  return allowed === undefined ? [] : [{ path: "pilot.instanceClass", given: show(instanceClass), allowed }];
}

function restoreAllowed(pilot: Pilot, restore: Restores): Problem[] {
  const asked = [
    ...Object.keys(restore.postgres).map((shard) => `postgres.${shard}`),
    ...(["valkey", "qdrant"] as const).filter((store) => restore[store] !== undefined),
  ];
  return isWaiting(pilot)
    ? asked.map((store) => ({
        path: `restore.${store}`,
        given: show(restore.postgres[store.replace("postgres.", "")] ?? store),
        allowed: `nothing while pilot waits, as only replicas are there; promote them first, or: pulumi config rm --path restore.${store}`,
      }))
    : [];
}

/** What the schema lets pass although it cannot be. */
export function pilotProblems(
  pilot: Pilot | undefined,
  spec: TierSpec["postgres"],
  restore: Restores,
  place: Place,
): Problem[] {
  if (pilot === undefined) return [];
  return [
    ...shardProblems(pilot, shardNames(spec.shardCount), place),
    ...classProblems(pilot, spec),
    ...restoreAllowed(pilot, restore),
  ];
}

const inWords = (pilot: Pilot | undefined): string =>
  pilot === undefined ? "nothing" : isWaiting(pilot) ? "pilot, with replicas" : "pilot with phase promote";

function stepAllowed(
  at: Pilot | undefined,
  wanted: Pilot | undefined,
  hasBeenUp: boolean,
): string | undefined {
  if (at === undefined) {
    if (wanted === undefined) return undefined;
    if (hasBeenUp)
      return "nothing, as the stack has databases of its own: a pilot is a stack of another name from the beginning; pulumi config rm pilot";
    return isWaiting(wanted)
      ? undefined
      : "no phase before the replicas are there, as an empty database would be made: pulumi config rm --path pilot.phase";
  }
  if (wanted === undefined)
    return isWaiting(at)
      ? "pilot as it was, as long as there are replicas. To use them: pulumi config set --path pilot.phase promote. To give them up: pulumi config set allowDataDestruction true, pulumi up, pulumi destroy"
      : "pilot with phase promote, for the life of the databases: they were replicas, and AWS knows them as such";
  return isWaiting(wanted) && !isWaiting(at)
    ? "phase promote, in which the stack is: RDS makes no replica of a primary; pulumi config set --path pilot.phase promote"
    : undefined;
}

/**
 * What a stack may not be asked for after what it is: to promote what is not there, to forget that it has replicas, or to
 * replicate from somewhere else.
 * @param at of the last `up` that ended well
 * @param hasBeenUp whether there was one
 * @param shards names of those that the stack is to have
 */
export function pilotStepProblems(
  at: Pilot | undefined,
  wanted: Pilot | undefined,
  hasBeenUp: boolean,
  shards: readonly string[],
): Problem[] {
  const allowed = stepAllowed(at, wanted, hasBeenUp);
  if (allowed !== undefined) return [{ path: "pilot", given: inWords(wanted), allowed }];
  return Object.entries(at?.postgres ?? {}).flatMap(([shard, { sourceArn: made }]): Problem[] => {
    const asked = wanted?.postgres[shard]?.sourceArn;
    if (asked === made || (asked === undefined && !shards.includes(shard))) return [];
    return [
      {
        path: `pilot.postgres.${shard}.sourceArn`,
        given: asked === undefined ? "nothing" : show(asked),
        allowed: `${made}, which the replica was made of: RDS gives it no other source. For another one take the pilot down and bring it up anew`,
      },
    ];
  });
}
