import { z } from "zod";

const resource = {
  urn: z.string().describe("The engine's URN of the resource"),
  type: z.string(),
  name: z.string(),
};

/** What a lost state is rebuilt from. */
export const rebuiltStateSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    account: z.string().describe("AWS account that was asked"),
    region: z.string(),
    found: z
      .array(z.strictObject({ ...resource, id: z.string().describe("As `pulumi import` takes it") }))
      .describe("Objects whose id is known: from their names, or from what AWS has answered"),
    fromSecrets: z.array(z.string()).describe("Logical names of passwords that Secrets Manager holds"),
    notFound: z
      .array(z.strictObject({ ...resource, why: z.string() }))
      .describe("Objects that the program makes and that are not there, or are not told apart"),
    onlyInState: z
      .array(z.strictObject({ ...resource, why: z.string() }))
      .describe("What was in the state alone; the next `up` makes it anew"),
    adopted: z.int().nullable().describe("Resources in the rebuilt state; null where nothing was changed"),
    next: z.array(z.string()).describe("What to run next, in order"),
  })
  .meta({
    id: "RebuiltState",
    title: "What a lost state is rebuilt from",
    description: "Printed by `scale recover <stack> --rebuild --json`",
  });

export type RebuiltState = z.infer<typeof rebuiltStateSchema>;
