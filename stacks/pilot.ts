import type * as pulumi from "@pulumi/pulumi";
import { Network } from "../components/network/network";
import { PostgresPilot } from "../components/postgres/pilot";
import { maintenancePlan } from "../components/shared/maintenance";
import type { Pilot } from "../tiers";
import { beforeAlertsAreHeard } from "./alerts-notice";
import { createFoundation, platformContext } from "./foundation";
import type { PlatformOutputs } from "./platform";
import type { Site } from "./site";
import type { StackConfig } from "./stack-config";

/** What `pulumi stack output` shows of a pilot: what the next `up` reads, and what tells how far it is. */
export interface PilotOutputs extends Pick<
  PlatformOutputs,
  | "tier"
  | "phase"
  | "rotation"
  | "restore"
  | "region"
  | "project"
  | "stack"
  | "environment"
  | "zoneIds"
  | "alertTopicArn"
  | "beforeAlertsAreHeard"
> {
  readonly pilot: Pilot;
  /** Identifiers in RDS, by which CloudWatch says how far a replica lags. */
  readonly postgresReplicas: pulumi.Output<string[]>;
}

/**
 * Builds what a second region needs before it is needed: what would lose data, what IAM may not be able to make while its own
 * region is lost, and what is free. With `phase: promote` the platform takes all of it over, under the same names.
 * @throws Error without a pilot in the settings
 */
export function createPilot(config: StackConfig, site: Site): PilotOutputs {
  const { region, tier, position, settings } = config;
  const { pilot } = settings;
  if (pilot === undefined) throw new Error("A stack without the setting pilot is no pilot.");
  const context = platformContext(config, site);
  const { keyArn, operations } = createFoundation(config, context);
  const network = new Network("network", { context, zones: site.zones, spec: tier.network, nat: null });
  const { replicaIdentifiers } = new PostgresPilot("postgres", {
    context,
    spec: tier.postgres,
    pilot,
    network,
    keyArn,
    alertTopicArn: operations.topicArn,
    windows: maintenancePlan(settings.maintenance).postgres,
  });
  return {
    tier: position.tier,
    phase: position.phase ?? null,
    rotation: settings.rotation,
    restore: settings.restore,
    pilot,
    region,
    project: context.project,
    stack: context.stack,
    environment: context.environment,
    zoneIds: site.zones.map(({ id }) => id),
    postgresReplicas: replicaIdentifiers,
    alertTopicArn: operations.topicArn,
    beforeAlertsAreHeard: beforeAlertsAreHeard(settings.alertEmail),
  };
}
