import { z } from "zod";
import { deployerPolicySchema } from "../../models/account/deployer-policy";
import { prerequisitesSchema } from "../../models/account/prerequisites";
import { explanationSchema } from "../../models/cost/explanation";
import { costSchema, costsSchema } from "../../models/cost/report";
import { commitmentSchema } from "../../models/cost/scenarios/commitments";
import { manifestSchema } from "../../models/manifest/manifest";
import { reconciliationSchema } from "../../models/cost/bill/reconciliation";
import { interruptionSchema } from "../../models/reports/interruption";
import { reviewSchema } from "../../models/reports/review";
import { rehearsalSchema } from "../../models/reports/rehearsal";
import { previewOf, previewSchema } from "../../models/reports/preview";
import { upgradeSchema } from "../../models/upgrade/report";
import { rotationReportSchema } from "../../models/upgrade/rotation";
import { policiesSchema, policySchema } from "../../policies/report";
import { settingsSchema } from "../../stacks/settings";
import { TIER_NAMES, tierAfter, type TierName } from "../../tiers";
import { manifestDocument } from "../tier/manifest-document";
import { previewDocument } from "../tier/preview-document";
import { tierSummary } from "../tier/tier-summary";
import { upgradeCommand } from "../upgrade/upgrade-command";
import { estimateTier, type TierCost } from "../record/estimate-tier";
import { ofTier } from "../record/subject";
import { recordedManifest } from "../record/recorded-manifest";
import { sideBySideDocument } from "../cost/side-by-side-document";
import { tierCostDocument } from "../cost/tier-cost-document";
import type { Document } from "../print/document";
import { textOf } from "../print/text-printer";
import { PLAIN } from "../print/style";
import { architectureSvg } from "./architecture-svg";
import { configurationPage } from "./configuration-page";
import { costChartSvg } from "./cost-chart-svg";
import { costPage } from "./cost-page";
import type { JsonSchema } from "./json-schema-text";
import { kindsPages } from "./kinds-pages";
import { policiesPage } from "./policies-page";
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
  upgrade: upgradeSchema,
  rotation: rotationReportSchema,
  policy: policySchema,
  policies: policiesSchema,
  review: reviewSchema,
  prerequisites: prerequisitesSchema,
  "deployer-policy": deployerPolicySchema,
} as const;

/** Zod's result as plain data, whose optional keys are absent rather than undefined. */
const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: "input" }))) as JsonSchema;

/** Steps whose report is kept for people to read: every one up, and three down. */
const GOLDEN_STEPS: readonly (readonly [TierName, TierName])[] = [
  ...TIER_NAMES.slice(1).map((to, index) => [TIER_NAMES[index] ?? to, to] as const),
  ["500", "100"],
  ["2k", "500"],
  ["20k", "10k"],
];

async function upgradeGoldens(): Promise<GeneratedDoc[]> {
  const docs: GeneratedDoc[] = [];
  for (const [from, to] of GOLDEN_STEPS) {
    const { text } = await upgradeCommand(from, to, {});
    docs.push({ path: `test/golden/upgrade-${from}-${to}.txt`, text: text(PLAIN) });
  }
  return docs;
}

/** Day of the previews that are kept: one on which the end of a version's support is near. */
const GOLDEN_DAY = "2026-11-29";

const ARCHITECTURE_TIER = "2k";

const golden = (name: string, document: Document): GeneratedDoc => ({
  path: `test/golden/${name}.txt`,
  text: textOf(document, PLAIN),
});

/** What a person sees of each tier, so that a change of the code shows in review. */
function goldenFiles(costs: readonly TierCost[]): GeneratedDoc[] {
  const perTier = costs.flatMap(({ tier, manifest, report }) => {
    const preview = previewOf(tier, manifest, tierAfter(tier.name), report, tierSummary(tier), GOLDEN_DAY);
    return [
      golden(`preview-${tier.name}`, previewDocument(preview)),
      golden(`manifest-${tier.name}`, manifestDocument(manifest)),
    ];
  });
  return [
    ...perTier,
    ...costs.map((cost) => golden(`cost-${cost.tier.name}`, tierCostDocument(cost))),
    golden("cost-all", sideBySideDocument(costs)),
  ];
}

/** Every page and picture that is made from the code. */
export async function generatedDocs(): Promise<GeneratedDoc[]> {
  const costs: TierCost[] = [];
  for (const name of TIER_NAMES) costs.push(await estimateTier(ofTier(name)));
  const schemas = Object.entries(publishedSchemas).map(([name, schema]) => ({
    name,
    schema: jsonSchemaOf(schema),
  }));
  return [
    { path: "docs/tiers.md", text: tiersPage() },
    { path: "docs/workload.md", text: workloadPage() },
    { path: "docs/policies.md", text: policiesPage() },
    ...kindsPages(),
    {
      path: "docs/configuration.md",
      text: configurationPage(jsonSchemaOf(settingsSchema)),
    },
    { path: "docs/json.md", text: schemaPage(schemas) },
    ...schemas.map(({ name, schema }) => ({
      path: `docs/schemas/${name}.schema.json`,
      text: `${JSON.stringify(schema, null, 2)}\n`,
    })),
    { path: "docs/architecture.svg", text: await architectureSvg(await recordedManifest(ARCHITECTURE_TIER)) },
    { path: "docs/cost.md", text: costPage(costs) },
    { path: "docs/cost.svg", text: costChartSvg(costs.map(({ report }) => report)) },
    ...goldenFiles(costs),
    ...(await upgradeGoldens()),
  ];
}
