import { z } from "zod";
import { ofType, type Manifest } from "../../models/manifest/manifest";
import type { DashboardBody } from "../../models/promises/dashboard/widget";
import type { AlarmInputs, SimulatedAlarm } from "../../models/promises/simulator/simulate";

const placeShape = { x: z.int(), y: z.int(), width: z.int(), height: z.int() };
const lineOptionsSchema = z.strictObject({
  id: z.string().optional(),
  label: z.string().optional(),
  stat: z.string().optional(),
  period: z.int().optional(),
  visible: z.boolean().optional(),
  expression: z.string().optional(),
  region: z.string().optional(),
});

/** The part of CloudWatch's body of a dashboard that the program writes. */
export const bodySchema = z.strictObject({
  widgets: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({
        ...placeShape,
        type: z.literal("text"),
        properties: z.strictObject({ markdown: z.string() }),
      }),
      z.strictObject({
        ...placeShape,
        type: z.literal("alarm"),
        properties: z.strictObject({ title: z.string(), alarms: z.array(z.string()).max(100) }),
      }),
      z.strictObject({
        ...placeShape,
        type: z.literal("metric"),
        properties: z.strictObject({
          title: z.string(),
          region: z.string(),
          view: z.literal("timeSeries"),
          stacked: z.literal(false),
          metrics: z
            .array(z.array(z.union([z.string(), lineOptionsSchema])))
            .min(1)
            .max(500),
          annotations: z.strictObject({
            horizontal: z.array(z.strictObject({ label: z.string(), value: z.number() })),
          }),
          yAxis: z.strictObject({ left: z.strictObject({ min: z.literal(0) }) }),
        }),
      }),
      z.strictObject({
        ...placeShape,
        type: z.literal("log"),
        properties: z.strictObject({
          title: z.string(),
          region: z.string(),
          view: z.literal("table"),
          query: z.string().max(10_000),
        }),
      }),
    ]),
  ),
});

const DASHBOARD = "aws:cloudwatch/dashboard:Dashboard";

/** What a tier's dashboard is called, and what it shows. */
export interface TierDashboard {
  readonly name: string;
  readonly body: DashboardBody<string>;
}

/** @throws Error for a manifest without a dashboard */
export function dashboardOf(manifest: Manifest): TierDashboard {
  const [dashboard] = ofType(manifest, DASHBOARD);
  if (dashboard === undefined) throw new Error(`Tier ${manifest.tier} has no dashboard.`);
  const { dashboardName, dashboardBody } = dashboard.inputs;
  const body = bodySchema.parse(JSON.parse(String(dashboardBody))) as DashboardBody<string>;
  return { name: String(dashboardName), body };
}

/** The alarms of a tier exactly as they are created, for the simulator. */
export function alarmsOfManifest(manifest: Manifest): SimulatedAlarm[] {
  const of = (type: string, nameInput: string): SimulatedAlarm[] =>
    ofType(manifest, type).map(({ inputs }) => ({
      name: String(inputs[nameInput]),
      hasActions: inputs["alarmActions"] !== undefined,
      inputs: inputs as unknown as AlarmInputs,
    }));
  return [
    ...of("aws:cloudwatch/metricAlarm:MetricAlarm", "name"),
    ...of("aws:cloudwatch/compositeAlarm:CompositeAlarm", "alarmName"),
  ];
}
