import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import type { AlarmSpec } from "../../models/promises/alarms/alarm";
import { madeByPart } from "../../models/promises/alarms/alarms-of-tier";
import { dashboardBody } from "../../models/promises/dashboard/dashboard-body";
import { slowStatementsQuery } from "../../models/promises/dashboard/slow-statements";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { watchedAlarms, type Watched } from "./watched";

export interface DashboardArgs {
  readonly context: PlatformContext;
  readonly tier: TierSpec;
  readonly watched: Watched;
}

const TYPES = {
  metric: "aws:cloudwatch/metricAlarm:MetricAlarm",
  composite: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
} as const;

/** Every promise of the table as a chart, with the lines of its alarms, and the states of all alarms. */
export class Dashboard extends PlatformComponent {
  /** In AWS's console. */
  readonly url: string;

  constructor(
    name: string,
    private readonly args: DashboardArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Dashboard", name, args.context, "operations", opts);
    const { region } = args.context;
    const dashboardName = this.physicalName("aws:cloudwatch/dashboard:Dashboard", "promises");
    this.createDashboard(dashboardName);
    this.url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboardName}`;
    this.registerOutputs({ url: this.url });
  }

  private createDashboard(dashboardName: string): void {
    const { context, tier, watched } = this.args;
    const body = dashboardBody<pulumi.Input<string>>({
      tier,
      alarms: watchedAlarms(tier, watched),
      alarmArnOf: (alarm) => this.alarmArn(alarm),
      region: context.region,
      edgeRegion: CLOUDFRONT_REGION,
      slowStatements:
        tier.postgres.slowStatementLog === "off"
          ? null
          : pulumi.all(Object.values(watched.databases)).apply(slowStatementsQuery),
    });
    new aws.cloudwatch.Dashboard(
      this.childName("promises"),
      { dashboardName, dashboardBody: pulumi.jsonStringify(body) },
      { parent: this },
    );
  }

  /** By its name, which is plain: the body need not wait for alarms. */
  private alarmArn({ kind, key, promise, isAtEdge }: AlarmSpec<pulumi.Input<string>>): string | null {
    if (madeByPart(promise)) return null;
    const { partition, region, accountId } = this.args.context;
    const name = this.physicalName(TYPES[kind], key);
    return `arn:${partition}:cloudwatch:${isAtEdge ? CLOUDFRONT_REGION : region}:${accountId}:alarm:${name}`;
  }
}
