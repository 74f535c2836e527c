import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import {
  alarmRule,
  type AlarmSpec,
  type CompositeAlarm,
  type MetricAlarm,
} from "../../models/promises/alarms/alarm";
import { madeByPart } from "../../models/promises/alarms/alarms-of-tier";
import { muteRules } from "../../models/promises/alarms/mute-rule";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { Maintenance } from "../shared/maintenance";
import { metricAlarmArgs } from "../shared/metric-alarm-args";
import { PROMISE_TAG } from "../shared/promise-tag";
import { watchedAlarms, type Watched } from "./watched";

export interface AlarmsArgs {
  readonly context: PlatformContext;
  readonly tier: TierSpec;
  /** Topic of the stack's region, and the one beside CloudFront's metrics. */
  readonly topicArn: pulumi.Output<string>;
  readonly edgeTopicArn: pulumi.Output<string>;
  readonly watched: Watched;
  /** The setting that makes the windows of databases, caches and nodes. */
  readonly maintenance: Maintenance;
}

type Spec = AlarmSpec<pulumi.Input<string>>;

/**
 * Alarms on everything that the table of promises names and that AWS reports by itself, and the rules that mute them in the
 * maintenance window. Sizes and numbers are in models/promises; nothing is decided here.
 */
export class Alarms extends PlatformComponent {
  constructor(
    name: string,
    private readonly args: AlarmsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Alarms", name, args.context, "operations", opts);
    const specs = this.specs();
    const metricAlarms = new Map(
      specs.flatMap((spec) => (spec.kind === "metric" ? [[spec.key, this.createMetricAlarm(spec)]] : [])),
    );
    const composites = specs.flatMap((spec) =>
      spec.kind === "composite" ? [this.createComposite(spec, metricAlarms)] : [],
    );
    this.muteInMaintenance(specs, [...metricAlarms.values(), ...composites]);
    this.registerOutputs({});
  }

  /** Those whose metrics are there, but for some that are made by the part that they watch. */
  private specs(): Spec[] {
    return watchedAlarms(this.args.tier, this.args.watched).filter(({ promise }) => !madeByPart(promise));
  }

  private nameOf(key: string): string {
    return this.physicalName("aws:cloudwatch/metricAlarm:MetricAlarm", key);
  }

  /** What an alarm does, and where it is. */
  private placeOf({ promise, severity, isAtEdge }: Pick<Spec, "promise" | "severity" | "isAtEdge">): {
    readonly region: string;
    readonly alarmActions?: pulumi.Output<string>[];
    readonly okActions?: pulumi.Output<string>[];
    readonly tags: Record<string, string>;
  } {
    const { context, topicArn, edgeTopicArn } = this.args;
    const actions = [isAtEdge ? edgeTopicArn : topicArn];
    return {
      region: isAtEdge ? CLOUDFRONT_REGION : context.region,
      ...(severity === null ? {} : { alarmActions: actions }),
      // Whoever was woken hears that it is over.
      ...(severity === "page" ? { okActions: actions } : {}),
      tags: this.tags({ [PROMISE_TAG]: promise }),
    };
  }

  private createMetricAlarm(spec: MetricAlarm<pulumi.Input<string>>): aws.cloudwatch.MetricAlarm {
    return new aws.cloudwatch.MetricAlarm(
      this.childName(spec.key),
      {
        name: this.nameOf(spec.key),
        ...metricAlarmArgs(spec.inputs),
        ...this.placeOf(spec),
      },
      { parent: this },
    );
  }

  private createComposite(
    spec: CompositeAlarm,
    metricAlarms: ReadonlyMap<string, aws.cloudwatch.MetricAlarm>,
  ): aws.cloudwatch.CompositeAlarm {
    const children = spec.pairs.flat().flatMap((key) => metricAlarms.get(key) ?? []);
    return new aws.cloudwatch.CompositeAlarm(
      this.childName(spec.key),
      {
        alarmName: this.physicalName("aws:cloudwatch/compositeAlarm:CompositeAlarm", spec.key),
        alarmDescription: spec.alarmDescription,
        alarmRule: alarmRule(spec, (key) => this.nameOf(key)),
        ...this.placeOf(spec),
      },
      // CloudWatch refuses a rule that names an alarm which is not there.
      { parent: this, dependsOn: children },
    );
  }

  /** In both regions: a rule mutes alarms of its own. */
  private muteInMaintenance(specs: readonly Spec[], alarms: readonly pulumi.Resource[]): void {
    const { context, maintenance } = this.args;
    const muted = specs.filter(({ isMutedInMaintenance }) => isMutedInMaintenance);
    for (const isAtEdge of [false, true]) {
      const names = muted
        .filter((spec) => spec.isAtEdge === isAtEdge)
        .map(({ key }) => this.nameOf(key))
        .sort();
      muteRules(maintenance, names).forEach(({ rule, muteTargets }, index) => {
        const role = `${isAtEdge ? "edge-" : ""}maintenance-${index}`;
        new aws.cloudwatch.AlarmMuteRule(
          this.childName(role),
          {
            name: this.physicalName("aws:cloudwatch/alarmMuteRule:AlarmMuteRule", role),
            region: isAtEdge ? CLOUDFRONT_REGION : context.region,
            description: "The maintenance window: databases fail over, caches and nodes are replaced",
            rule,
            muteTargets: { alarmNames: [...muteTargets.alarmNames] },
            tags: this.tags(),
          },
          { parent: this, dependsOn: [...alarms] },
        );
      });
    }
  }
}
