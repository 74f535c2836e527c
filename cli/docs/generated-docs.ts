import { z } from "zod";
import { explanationSchema } from "../../models/cost/explanation";
import { costSchema, costsSchema } from "../../models/cost/report";
import { commitmentSchema } from "../../models/cost/scenarios/commitments";
import { manifestSchema } from "../../models/manifest";
import { reconciliationSchema } from "../../models/cost/reconciliation";
import { interruptionSchema } from "../../models/interruption";
import { rehearsalSchema } from "../../models/rehearsal";
import { previewOf, previewSchema } from "../../models/preview";
import { dryRun } from "../../stacks/dry-run";
import { settingsSchema } from "../../stacks/settings";
import { TIER_NAMES, tierAfter, tierNamed } from "../../tiers";
import { previewText } from "../commands/preview";
import { manifestText } from "../commands/manifest";
import { PLAIN } from "../style";
import { architectureSvg } from "./architecture-svg";
import { configurationPage } from "./configuration-page";
import type { JsonSchema } from "./json-schema-text";
import { schemaPage } from "./schema-page";
import { tiersPage } from "./tiers-page";
import { workloadPage } from "./workload-page";

export interface GeneratedDoc {
  /** Path below the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** JSON Schemas of what the commands print with `--json`. */
const publishedSchemas = {
  manifest: manifestSchema,
  preview: previewSchema,
  cost: costSchema,
  costs: costsSchema,
  "cost-explanation": explanationSchema,
  "cost-commitment": commitmentSchema,
  rehearsal: rehearsalSchema,
  interruption: interruptionSchema,
  reconciliation: reconciliationSchema,
} as const;

/** Zod's result as plain data, whose optional keys are absent rather than undefined. */
const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input" }))) as JsonSchema;

const ARCHITECTURE_TIER = "2k";

/** What a person sees of each tier, so that a change of the code shows in review. */
async function goldenFiles(): Promise<GeneratedDoc[]> {
  const files: GeneratedDoc[] = [];
  for (const tier of TIER_NAMES) {
    const manifest = await dryRun(tier);
    const preview = previewOf(tierNamed(tier), manifest, tierAfter(tier));
    files.push({ path: `test/golden/preview-${tier}.txt`, text: previewText(preview, PLAIN) });
    files.push({ path: `test/golden/manifest-${tier}.txt`, text: manifestText(manifest, PLAIN) });
  }
  return files;
}

/** Every page and picture that is made from the code. */
export async function generatedDocs(): Promise<GeneratedDoc[]> {
  const schemas = Object.entries(publishedSchemas).map(([name, schema]) => ({
    name,
    schema: jsonSchemaOf(schema),
  }));
  return [
    { path: "docs/tiers.md", text: tiersPage() },
    { path: "docs/workload.md", text: workloadPage() },
    {
      path: "docs/configuration.md",
      text: configurationPage(jsonSchemaOf(settingsSchema)),
    },
    { path: "docs/json.md", text: schemaPage(schemas) },
    ...schemas.map(({ name, schema }) => ({
      path: `docs/schemas/${name}.schema.json`,
      text: `${JSON.stringify(schema, null, 2)}\n`,
    })),
    { path: "docs/architecture.svg", text: await architectureSvg(await dryRun(ARCHITECTURE_TIER)) },
    ...(await goldenFiles()),
  ];
}
