import { z } from "zod";
import { STACK_SUBJECT } from "../models/manifest/stack-subject";
import { connections, podConnections } from "./effects/connections";
import { ANSWERS, internetAnswers } from "./effects/internet";
import { inventoryOf } from "./effects/inventory";
import { rights } from "./effects/rights";
import type { PolicyResource } from "./rule";
import { TIER_NAMES, type TierName } from "../tiers";

const connectionSchema = z.strictObject({
  from: z.string(),
  to: z.string(),
  ports: z.string().describe("`tcp 5432`, or every port"),
  by: z.string().describe("Resource that allows it"),
});

/** Who can reach what, and who may do what. */
export const reachSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: STACK_SUBJECT,
    internet: z
      .array(
        z.strictObject({
          name: z.string(),
          type: z.string().describe("Pulumi type token"),
          answers: z.enum(ANSWERS).describe("Whom on the internet it answers; unknown is neither yes nor no"),
          why: z.string(),
        }),
      )
      .describe("Everything that somebody on the internet could try to reach"),
    network: z.array(connectionSchema).describe("Connections by VPC origins and security groups"),
    pods: z
      .array(connectionSchema)
      .describe("Connections of pods, by network policies; both sides must allow one"),
    rights: z
      .array(
        z.strictObject({
          who: z.string(),
          may: z.string().describe("Actions, or a policy that AWS manages"),
          on: z.string(),
          isNarrowed: z.boolean().describe("A condition keeps some requests out"),
          by: z.string().describe("Resource that gives the right"),
        }),
      )
      .describe("Rights of roles, and those that buckets, queues, topics and keys give themselves"),
  })
  .meta({
    id: "Reach",
    title: "Who can reach what, and who may do what",
    description: "Printed by `scale reach <tier> --json`",
  });

export type ReachReport = z.infer<typeof reachSchema>;

/** What the resources of a tier open, told from their effects. */
export function reachOf(resources: readonly PolicyResource[], tier: TierName): ReachReport {
  const inventory = inventoryOf(resources);
  return {
    schemaVersion: 1,
    tier,
    internet: internetAnswers(inventory).map(({ resource, answers, why }) => ({
      name: resource.name,
      type: resource.type,
      answers,
      why,
    })),
    network: [...connections(inventory)],
    pods: [...podConnections(inventory)],
    rights: [...rights(inventory)],
  };
}
