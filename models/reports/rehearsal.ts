import { z } from "zod";
import { COST_COMPONENTS, TIER_NAMES } from "../../tiers";
import { criticalPath } from "../time/critical-path";
import type { DurationOf } from "../time/create-durations";
import { isCustomResource, type Manifest } from "../manifest/manifest";

const minutes = (what: string) => z.number().nonnegative().describe(`${what}, minutes`);

const componentSchema = z
  .strictObject({
    component: z.enum(COST_COMPONENTS),
    created: z.int().describe("Objects of the cloud and the cluster that were created"),
    readyMinutesMin: minutes("From the beginning until its last object is there on AWS, at best"),
    readyMinutesMax: minutes("The same, at worst"),
  })
  .meta({ id: "RehearsedComponent" });

const stepSchema = z
  .strictObject({
    urn: z.string().describe("The engine's URN of the resource"),
    component: z.enum(COST_COMPONENTS).nullable().describe("Component it belongs to"),
    type: z.string().describe("Pulumi type token"),
    name: z.string().describe("Logical name"),
    startMinutesMin: minutes("When it begins on AWS, at best"),
    startMinutesMax: minutes("The same, at worst"),
    takesMinutesMin: minutes("How long it takes on AWS, at best"),
    takesMinutesMax: minutes("The same, at worst"),
    basis: z
      .enum(["documented", "estimate"])
      .describe("Whether the source names the figure or only what is waited for"),
    note: z.string().describe("What takes the time"),
    source: z.string().nullable().describe("Page it rests on"),
  })
  .meta({ id: "CriticalStep" });

const operationSchema = z
  .strictObject({
    operation: z.enum(["up", "second up", "refresh"]),
    changes: z.int().describe("Resources that the engine created, changed or found changed"),
    seconds: z.number().describe("How long the engine took here, with stand-ins in place of AWS"),
  })
  .meta({ id: "RehearsedOperation" });

/** What `scale rehearse <tier>` found. */
export const rehearsalSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tier: z.enum(TIER_NAMES),
    region: z.string().describe("AWS region"),
    cliVersion: z.string().describe("Version of the Pulumi CLI whose engine ran"),
    operations: z.array(operationSchema).describe("What was run, in order"),
    created: z.int().describe("Objects of the cloud and the cluster that were created"),
    components: z.array(componentSchema).describe("The same by component, in the order of the cost lines"),
    totalMinutesMin: minutes("How long the first up takes on AWS, at best"),
    totalMinutesMax: minutes("The same, at worst"),
    criticalPath: z.array(stepSchema).describe("The chain of creates that ends last, in order"),
    notProved: z.array(z.string()).describe("What this cannot show"),
  })
  .meta({
    id: "Rehearsal",
    title: "A tier brought up on the engine",
    description: "Printed by `scale rehearse <tier> --json`",
  });

export type RehearsalReport = z.infer<typeof rehearsalSchema>;

const NOT_PROVED: readonly string[] = [
  "That AWS accepts every value together: the stand-ins know schemas, immutable fields and the refusals that are documented, not all of AWS.",
  "How long AWS takes: the minutes are documented figures and estimates, as if any number of creates could run at once.",
  "That your account has the quotas, the rights and the capacity.",
  "That images start, pods become ready and traffic flows.",
];

/** Puts together what the engine did and how long AWS would take for it. */
export function rehearsalReport(
  manifest: Manifest,
  ran: Pick<RehearsalReport, "cliVersion" | "operations">,
  durationOf: DurationOf,
): RehearsalReport {
  const { steps, total, finished } = criticalPath(manifest, durationOf);
  const objects = manifest.resources.filter(isCustomResource);
  const ready = (urns: readonly string[], end: "minutesMin" | "minutesMax") =>
    Math.max(0, ...urns.map((urn) => finished.get(urn)?.[end] ?? 0));
  return {
    schemaVersion: 1,
    tier: manifest.tier,
    region: manifest.region,
    cliVersion: ran.cliVersion,
    operations: ran.operations,
    created: objects.length,
    components: COST_COMPONENTS.map((component) => {
      const urns = objects.filter((object) => object.component === component).map(({ urn }) => urn);
      return {
        component,
        created: urns.length,
        readyMinutesMin: ready(urns, "minutesMin"),
        readyMinutesMax: ready(urns, "minutesMax"),
      };
    }),
    totalMinutesMin: total.minutesMin,
    totalMinutesMax: total.minutesMax,
    criticalPath: steps.map(({ resource, start, takes }) => {
      const { basis, note, source } = durationOf(resource);
      return {
        urn: resource.urn,
        component: resource.component,
        type: resource.type,
        name: resource.name,
        startMinutesMin: start.minutesMin,
        startMinutesMax: start.minutesMax,
        takesMinutesMin: takes.minutesMin,
        takesMinutesMax: takes.minutesMax,
        basis,
        note,
        source,
      };
    }),
    notProved: [...NOT_PROVED],
  };
}
