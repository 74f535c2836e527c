import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES, tierSchema, type CostComponent } from "../../tiers";

export const MANIFEST_SCHEMA_VERSION = 2;

/** Stands in a manifest wherever the program had a secret. */
export const SECRET_TEXT = "[secret]";

const resourceSchema = z
  .strictObject({
    urn: z.string().describe("The engine's URN of the resource"),
    type: z.string().describe("Pulumi type token, such as aws:rds/instance:Instance"),
    name: z.string().describe("Logical name"),
    component: z
      .enum(COST_COMPONENTS)
      .nullable()
      .describe("Cost line of the component it belongs to; null for the stack and providers"),
    parent: z.string().nullable().describe("URN of the parent"),
    provider: z.string().nullable().describe("URN of an explicit provider; null for the default one"),
    dependsOn: z.array(z.string()).describe("URNs it waits for, named or through an input"),
    inputs: z.record(z.string(), z.unknown()).describe(`Inputs; secrets appear as "${SECRET_TEXT}"`),
    protect: z.boolean().describe("The engine refuses to delete or replace it"),
    retainOnDelete: z.boolean().describe("It stays in the cloud when it leaves the program"),
    ignoreChanges: z.array(z.string()).optional().describe("Inputs whose changes the engine ignores, if any"),
    replaceOnChanges: z
      .array(z.string())
      .optional()
      .describe("Inputs whose changes replace it although the provider could update them, if any"),
    customTimeouts: z
      .strictObject({ create: z.string(), update: z.string(), delete: z.string() })
      .partial()
      .optional()
      .describe("How long the provider waits, such as 2h, where it is not the provider's default"),
  })
  .meta({ id: "ManifestResource" });

/** Everything one tier builds: what cost, capacity, policies and upgrade reports read. */
export const manifestSchema = z
  .strictObject({
    schemaVersion: z.literal(MANIFEST_SCHEMA_VERSION),
    tier: z.enum(TIER_NAMES),
    region: z.string().describe("AWS region"),
    spec: tierSchema.describe(
      "The sizes it was built with: those of the tier, with the overrides and the phase of the stack",
    ),
    resources: z.array(resourceSchema).describe("Sorted by URN"),
    digest: z
      .string()
      .optional()
      .describe("SHA-256 of everything above: a manifest that was filtered or cut has another"),
  })
  .meta({
    id: "Manifest",
    title: "What a tier builds",
    description: "Printed by `scale manifest <tier> --json`",
  });

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestResource = z.infer<typeof resourceSchema>;

/** Resources of one type, in the manifest's order. */
export function ofType(manifest: Manifest, type: string): ManifestResource[] {
  return manifest.resources.filter((resource) => resource.type === type);
}

/** A cloud or cluster object, as opposed to a component, the stack or a provider. */
export function isCustomResource({ type }: Pick<ManifestResource, "type">): boolean {
  return /^(aws|kubernetes|random):/.test(type);
}

/** Cost line of the nearest component above a resource, read from its URN's chain of types; null when there is none. */
export function componentOf(urn: string): CostComponent | null {
  const types = (urn.split("::")[2] ?? "").split("$").reverse();
  const owner = types.find((type) => type.startsWith("scaling-tiers:"))?.split(":")[1];
  return COST_COMPONENTS.find((component) => component === owner) ?? null;
}
