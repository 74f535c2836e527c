import { z } from "zod";
import { permissionsFor } from "../../kinds/permissions";
import { TIER_NAMES } from "../../tiers";
import type { Manifest } from "../manifest/manifest";
import { QUOTAS } from "./quotas";

export const prerequisitesSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    stack: z.string().optional().describe("Whose sizes count; absent for a tier as it is"),
    region: z.string(),
    quotas: z.array(
      z.strictObject({
        title: z.string(),
        service: z.string().describe("Service code of AWS Service Quotas"),
        code: z.string().describe("Quota code of AWS Service Quotas"),
        needed: z.int().describe("What the stack takes at its most, surge nodes included"),
        byDefault: z.int().describe("What an account has without asking"),
        source: z.string(),
      }),
    ),
    serviceLinkedRoles: z
      .array(z.string())
      .describe("Services whose role in the account AWS makes with the first object of theirs"),
  })
  .meta({
    id: "Prerequisites",
    title: "What an account must allow before a stack is brought up",
    description: "Printed by `scale prerequisites --json`",
  });

export type Prerequisites = z.infer<typeof prerequisitesSchema>;

/** What an account must allow, by what the manifest builds. */
export function prerequisitesOf({ tier, region, resources }: Manifest): Prerequisites {
  const roles = resources.flatMap(({ type }) => permissionsFor(type)?.serviceLinkedRole ?? []);
  return {
    schemaVersion: 1,
    tier,
    region,
    quotas: QUOTAS.map(({ title, service, code, byDefault, needs, source }) => ({
      title,
      service,
      code,
      needed: needs(resources),
      byDefault,
      source,
    })),
    serviceLinkedRoles: [...new Set(roles)].sort(),
  };
}
