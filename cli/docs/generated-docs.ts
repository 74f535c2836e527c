import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { deployerPolicySchema } from "../../models/account/deployer-policy";
import { prerequisitesSchema } from "../../models/account/prerequisites";
import { adviceSchema } from "../../models/reports/advice";
import { beyondSchema, capacitySchema } from "../../models/reports/capacity";
import { decisionSchema } from "../../models/reports/decision";
import { explanationSchema } from "../../models/cost/explanation";
import { costSchema, costsSchema } from "../../models/cost/report";
import { commitmentSchema } from "../../models/cost/scenarios/commitments";
import { manifestSchema } from "../../models/manifest/manifest";
import { reconciliationSchema } from "../../models/cost/bill/reconciliation";
import { rebuiltStateSchema } from "../../models/reports/rebuilt-state";
import { interruptionSchema } from "../../models/reports/interruption";
import { assuming } from "../../models/cost/nodes/node-assumption";
import { tierNodes } from "../../models/cost/nodes/tier-nodes";
import { placementSchema } from "../../models/reports/placement";
import { reviewSchema } from "../../models/reports/review";
import { rehearsalSchema } from "../../models/reports/rehearsal";
import { sloReport, sloSchema } from "../../models/promises/report";
import { previewOf, previewSchema } from "../../models/reports/preview";
import { queriesSchema } from "../../models/queries/report";
import { drillSchema } from "../../models/recovery/drill";
import { objectivesSchema } from "../../models/recovery/objectives";
import { upgradeSchema } from "../../models/upgrade/report";
import { restorePlanSchema } from "../../models/upgrade/restore";
import { storeRestorePlanSchema } from "../../models/upgrade/store-restore";
import { rotationReportSchema } from "../../models/upgrade/rotation";
import { reachOf, reachSchema } from "../../policies/reach";
import { policiesSchema, policySchema } from "../../policies/report";
import { settingsSchema } from "../../stacks/settings";
import { TIER_NAMES, tierAfter, tierNamed, type TierName } from "../../tiers";
import { dashboardOf } from "../dashboard/dashboard-of";
import { dashboardSvg } from "../dashboard/dashboard-svg";
import { drawnDashboard } from "../dashboard/drawn-dashboard";
import { manifestDocument } from "../tier/manifest-document";
import { previewDocument } from "../tier/preview-document";
import { tierSummary } from "../tier/tier-summary";
import { upgradeCommand } from "../upgrade/upgrade-command";
import { estimateTier, type TierCost } from "../record/estimate-tier";
import { ofTier } from "../record/subject";
import { allObjectives } from "../recovery/objectives-command";
import { recordedManifest } from "../record/recorded-manifest";
import { sideBySideDocument } from "../cost/side-by-side-document";
import { tierCostDocument } from "../cost/tier-cost-document";
import type { Document } from "../print/document";
import { textOf } from "../print/text-printer";
import { PLAIN } from "../print/style";
import { architectureSvg } from "./architecture-svg";
import { capacityPage } from "./capacity-page";
import { configurationPage } from "./configuration-page";
import { costChartSvg } from "./cost-chart-svg";
import { costPage } from "./cost-page";
import type { JsonSchema } from "./json-schema-text";
import { kindsPages } from "./kinds-pages";
import { pageWithLostZone } from "./lost-zone-table";
import { objectivesPage } from "./objectives-page";
import { placementSvg } from "./placement-svg";
import { policiesPage } from "./policies-page";
import { reachPage } from "./reach-page";
import { promisesPage } from "./promises-page";
import { readmeWithPromises } from "./readme-promises";
import { regionsPage } from "./regions-page";
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
  placement: placementSchema,
  capacity: capacitySchema,
  "capacity-beyond": beyondSchema,
  advice: adviceSchema,
  decision: decisionSchema,
  cost: costSchema,
  costs: costsSchema,
  "cost-explanation": explanationSchema,
  "cost-commitment": commitmentSchema,
  rehearsal: rehearsalSchema,
  interruption: interruptionSchema,
  "rebuilt-state": rebuiltStateSchema,
  reconciliation: reconciliationSchema,
  upgrade: upgradeSchema,
  rotation: rotationReportSchema,
  slo: sloSchema,
  queries: queriesSchema,
  "restore-plan": restorePlanSchema,
  "store-restore-plan": storeRestorePlanSchema,
  drill: drillSchema,
  "recovery-objectives": objectivesSchema,
  policy: policySchema,
  policies: policiesSchema,
  reach: reachSchema,
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

/** The smallest tier whose dashboard has every kind of part, and the sections that a page shows of it. */
const DASHBOARD_TIER = "500";
const DASHBOARD_SECTIONS = 2;

async function dashboardPicture(): Promise<string> {
  const manifest = await recordedManifest(DASHBOARD_TIER);
  const { body } = dashboardOf(manifest);
  const { sections } = await drawnDashboard(tierNamed(DASHBOARD_TIER), body, manifest);
  return dashboardSvg("The dashboard of tier 500 over a made-up day", sections.slice(0, DASHBOARD_SECTIONS));
}

const golden = (name: string, document: Document): GeneratedDoc => ({
  path: `test/golden/${name}.txt`,
  text: textOf(document, PLAIN),
});

const placementPicture = async (tier: TierName): Promise<string> =>
  await placementSvg(tierNodes(await recordedManifest(tier), assuming()), ofTier(tier).title);

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

const writtenPage = (path: string): string => readFileSync(join(__dirname, "../..", path), "utf8");

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
    { path: "docs/capacity.md", text: capacityPage() },
    { path: "docs/policies.md", text: policiesPage() },
    {
      path: "docs/reach.md",
      text: reachPage(costs.map(({ tier, manifest }) => reachOf(manifest.resources, tier.name))),
    },
    { path: "docs/regions.md", text: regionsPage() },
    { path: "docs/promises.md", text: promisesPage() },
    {
      path: "README.md",
      text: readmeWithPromises(writtenPage("README.md"), sloReport(tierNamed("500"), false)),
    },
    { path: "docs/reliability.md", text: pageWithLostZone(writtenPage("docs/reliability.md")) },
    { path: "docs/recovery-objectives.md", text: objectivesPage(await allObjectives()) },
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
    { path: "docs/placement.svg", text: await placementPicture(ARCHITECTURE_TIER) },
    { path: "docs/dashboard.svg", text: await dashboardPicture() },
    { path: "docs/cost.md", text: costPage(costs) },
    { path: "docs/cost.svg", text: costChartSvg(costs.map(({ report }) => report)) },
    ...goldenFiles(costs),
    ...(await upgradeGoldens()),
  ];
}
