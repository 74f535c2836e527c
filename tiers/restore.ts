import { z } from "zod";
import { show, type Problem } from "./parse";
import { cacheRestoreProblems, cacheRestoreSchema, cacheSourceInWords } from "./restore-cache";
import { RESTORE_PHASES, restorePlaceProblems, retiresProblem } from "./restore-steps";
import { vectorRestoreSchema, vectorRestoreProblems, vectorSourceInWords } from "./restore-vectors";
import { instanceRole } from "./shard-instances";

const UTC_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

const restoreSchema = z.strictObject({
  generation: z
    .int()
    .min(2)
    .describe("Which instance of the shard it is: 1 is the one it began with, the first one restored is 2."),
  snapshot: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9:-]*$/, {
      message: "the identifier of a snapshot of RDS, such as rds:prod-shard-0-2026-11-29-02-10",
    })
    .optional()
    .describe("Identifier of the snapshot it is made from."),
  time: z
    .string()
    .regex(UTC_TIME, { message: "a time in UTC to the second such as 2026-11-29T02:10:00Z" })
    .optional()
    .describe("In place of a snapshot: the point in time of the instance that serves."),
  automatedBackupArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:auto-backup:\S+$/, {
      message:
        "the ARN of an automated backup such as arn:aws:rds:us-east-1:123456789012:auto-backup:ab-example",
    })
    .optional()
    .describe(
      "With a time: the automated backup of an instance that is gone, in place of the one that serves.",
    ),
  kmsKeyArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/\S+$/, {
      message: "the ARN of a KMS key such as arn:aws:kms:us-west-2:123456789012:key/example",
    })
    .optional()
    .describe(
      "Key of the backup, where it is another than the stack's, as with a copy from another region: RDS keeps it for the life of the instance.",
    ),
  phase: z.enum(RESTORE_PHASES).optional(),
  retires: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Identifier of the instance that is to go, and whose protection is lifted: in `retire` the former one; in `create` the restored one, on the way back.",
    ),
  lost: z
    .string()
    .min(1)
    .optional()
    .describe(
      "Without a phase: identifier of the former instance, which is gone. The restored one takes its place at once, and no empty one is made under its name.",
    ),
});

/** Which instance of a shard serves: with a phase where the stack is on the way to it, else it alone. */
export type Restore = z.infer<typeof restoreSchema>;

export const restoresSchema = z
  .strictObject({
    postgres: z.record(z.string(), restoreSchema).default({}),
    valkey: cacheRestoreSchema.optional(),
    qdrant: vectorRestoreSchema.optional(),
  })
  .default({ postgres: {} })
  .describe(
    "What was restored: `postgres.<shard>`, `valkey`, `qdrant`, each with what it was made from and, on the way, `phase`: `create`, `use`, `retire`, then none. `scale restore plan` prints it (disaster-recovery.md). Default: nothing.",
  );
export type Restores = z.infer<typeof restoresSchema>;

/** The instance that a phase may let go, by its role; undefined in a phase that lets none go. */
function leaving(shard: string, { generation, phase }: Restore): string | undefined {
  if (phase === "retire") return instanceRole(shard, generation - 1);
  return phase === "create" ? instanceRole(shard, generation) : undefined;
}

/** What is wrong with the name of an instance that is gone. */
function lostProblem(
  path: string,
  { phase, lost }: Restore,
  former: { readonly role: string; readonly identifier: string | undefined },
): Problem | undefined {
  if (lost === undefined) return undefined;
  if (phase !== undefined)
    return {
      path: `${path}.lost`,
      given: show(lost),
      allowed: `nothing in phase ${phase}, in which the former instance is there: pulumi config rm --path ${path}.lost`,
    };
  if ((former.identifier ?? lost) === lost) return undefined;
  return {
    path: `${path}.lost`,
    given: show(lost),
    allowed: `${former.identifier ?? former.role}, in whose place the restored instance is; say so: pulumi config set --path ${path}.lost ${former.identifier ?? former.role}`,
  };
}

/**
 * What the schema lets pass although it cannot be.
 * @param shards names of those that the stack has
 * @param identifierOf physical name of the primary of a role; undefined where it is not known and any will do
 */
export function restoreProblems(
  { postgres }: Restores,
  shards: readonly string[],
  isRotating: boolean,
  identifierOf: (role: string) => string | undefined,
): Problem[] {
  return Object.entries(postgres).flatMap(([shard, restore]): Problem[] => {
    const path = `restore.postgres.${shard}`;
    const { snapshot, time, automatedBackupArn, phase } = restore;
    if (!shards.includes(shard))
      return [
        {
          path,
          given: show(restore),
          allowed: `shards that the stack has: ${shards.join(", ")}; once a shard is gone: pulumi config rm --path ${path}`,
        },
      ];
    if ((snapshot === undefined) === (time === undefined))
      return [
        {
          path,
          given: snapshot === undefined ? "neither snapshot nor time" : "snapshot and time",
          allowed: "one of the two: a snapshot is of its own time",
        },
      ];
    if (automatedBackupArn !== undefined && time === undefined)
      return [
        {
          path: `${path}.automatedBackupArn`,
          given: show(automatedBackupArn),
          allowed: "only with a time: a snapshot needs no other backup",
        },
      ];
    if (phase !== undefined && isRotating)
      return [
        {
          path: `${path}.phase`,
          given: show(phase),
          allowed:
            "no phase while passwords are renewed, as the users of one instance would be those of neither; end that first: ./scale rotate postgres",
        },
      ];
    const lost = lostProblem(path, restore, {
      role: instanceRole(shard, restore.generation - 1),
      identifier: identifierOf(instanceRole(shard, restore.generation - 1)),
    });
    if (lost !== undefined) return [lost];
    const role = leaving(shard, restore);
    const gone =
      role === undefined ? undefined : { role, identifier: identifierOf(role), is: "the instance" };
    return retiresProblem(path, restore, gone);
  });
}

/** The same of what a stack has one of. */
export const singleRestoreProblems = (
  { valkey, qdrant }: Restores,
  groupIdOf: (role: string) => string | undefined,
): Problem[] => [
  ...(valkey === undefined ? [] : cacheRestoreProblems(valkey, groupIdOf)),
  ...(qdrant === undefined ? [] : vectorRestoreProblems(qdrant)),
];

const sourceInWords = ({ snapshot, time, automatedBackupArn, kmsKeyArn }: Restore): string =>
  [
    snapshot === undefined ? `time ${time ?? ""}` : `snapshot ${snapshot}`,
    ...(snapshot === undefined && automatedBackupArn !== undefined ? [`of ${automatedBackupArn}`] : []),
    ...(kmsKeyArn === undefined ? [] : [`with key ${kmsKeyArn}`]),
  ].join(" ");

/**
 * What a stack that has been up may not be asked for: a phase that is skipped, one that goes back by more, two restores of
 * one shard at a time, or another source for an instance that is there.
 * @param at what the last `up` that ended well has left
 */
export function restoreStepProblems(at: Restores, wanted: Restores, shards: readonly string[]): Problem[] {
  return [
    ...shards.flatMap((shard) =>
      restorePlaceProblems(`restore.postgres.${shard}`, at.postgres[shard], wanted.postgres[shard], {
        source: sourceInWords,
        option: `--shard ${shard.replace("shard-", "")}`,
        restored: `which lifts the protection of the restored instance: pulumi config set --path restore.postgres.${shard}.retires <its identifier>`,
      }),
    ),
    ...restorePlaceProblems("restore.valkey", at.valkey, wanted.valkey, {
      source: cacheSourceInWords,
      option: "--valkey",
      restored:
        "which lifts the protection of the restored group: pulumi config set --path restore.valkey.retires <its identifier>",
    }),
    ...restorePlaceProblems("restore.qdrant", at.qdrant, wanted.qdrant, {
      source: vectorSourceInWords,
      option: "--qdrant",
      restored:
        "which deletes what was restored: pulumi config set --path 'restore.qdrant.retires[0]' <its collection>",
    }),
  ];
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** RDS uploads the write-ahead log every five minutes: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIT.html */
const LATEST_MINUTES = 5;

/**
 * Which times there are to restore to, where the one that is asked for is none of them; else undefined.
 * @param days for which automated backups are kept
 */
export function restorableTimes(time: string, days: number, now: Date): string | undefined {
  const asked = Date.parse(time);
  const [from, to] = [now.getTime() - days * DAY_MS, now.getTime() - LATEST_MINUTES * MINUTE_MS];
  if (asked >= from && asked <= to) return undefined;
  const inWords = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
  return `from ${inWords(from)} on, as backups are kept for ${days} days, to ${inWords(to)}, which RDS has by now`;
}
