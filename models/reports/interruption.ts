import { z } from "zod";

const lockSchema = z
  .strictObject({
    pid: z.int().describe("Process that holds it"),
    user: z.string().describe("Who runs that process"),
    host: z.string().describe("Machine it runs on"),
    since: z.string().describe("ISO 8601"),
    isOwnerAlive: z
      .boolean()
      .nullable()
      .describe("Whether the process still runs; null when it runs on another machine, so nobody here knows"),
  })
  .meta({ id: "StackLock" });

const pendingSchema = z
  .strictObject({
    urn: z.string().describe("The engine's URN of the resource"),
    type: z.string().describe("Pulumi type token"),
    name: z.string().describe("Logical name"),
    operation: z.string().describe("What was under way: creating, updating, deleting, reading or importing"),
    physicalName: z
      .string()
      .nullable()
      .describe("Name under which the cloud would know it; null when its inputs hold none"),
    mayBeOrphan: z.boolean().describe("It may exist in the cloud without the state knowing"),
  })
  .meta({ id: "InterruptedOperation" });

const clearedSchema = z
  .strictObject({
    locks: z.int().describe("Locks of processes that no longer run"),
    removedMetadata: z.array(z.string()).describe("Files with content types that were removed"),
    adopted: z
      .array(z.strictObject({ urn: z.string(), id: z.string() }))
      .describe("Objects taken into the state"),
    dropped: z.array(z.string()).describe("URNs of creates that had made nothing"),
    refreshed: z.array(z.string()).describe("URNs whose outcome was read from the cloud"),
  })
  .meta({ id: "Cleared" });

/** What an interrupted run left in a stack, and what was done about it. */
export const interruptionSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    backend: z.string().describe("URL of the backend"),
    locks: z
      .array(lockSchema)
      .nullable()
      .describe("Locks of the stack; null when the backend is no folder of this machine"),
    pending: z.array(pendingSchema).describe("Operations that were under way"),
    brokenMetadata: z
      .array(z.string())
      .describe("Files with content types beside the state that are not whole; without them it can be read"),
    next: z.array(z.string()).describe("What to run next, in order"),
    cleared: clearedSchema.nullable().describe("What `--clear` did; null without it"),
  })
  .meta({
    id: "Interruption",
    title: "What an interrupted run left behind",
    description: "Printed by `scale recover <stack> --json`",
  });

export type InterruptionReport = z.infer<typeof interruptionSchema>;
export type StackLock = z.infer<typeof lockSchema>;
export type InterruptedOperation = z.infer<typeof pendingSchema>;
export type Cleared = z.infer<typeof clearedSchema>;
