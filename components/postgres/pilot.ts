import * as pulumi from "@pulumi/pulumi";
import type { Pilot, TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { MaintenancePlan } from "../shared/maintenance";
import type { NetworkReference } from "../shared/references";
import { createDatabaseBase } from "./database-base";
import { PilotShard } from "./pilot-shard";

export interface PostgresPilotArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["postgres"];
  /** Names the primary of each shard. */
  readonly pilot: Pilot;
  readonly network: NetworkReference;
  readonly keyArn: pulumi.Output<string>;
  /** Hears when a replica stops, and of paid CPU credits. */
  readonly alertTopicArn: pulumi.Output<string>;
  readonly windows: MaintenancePlan["postgres"];
}

/**
 * The databases of a stack that waits for the loss of another region: a replica of each shard's primary. Type and names are
 * those of `Postgres`, which takes the objects over when they are promoted.
 */
export class PostgresPilot extends PlatformComponent {
  /** Of the replicas in RDS, by shard. */
  readonly replicaIdentifiers: pulumi.Output<string[]>;

  constructor(name: string, args: PostgresPilotArgs, opts?: pulumi.ComponentResourceOptions) {
    super("Postgres", name, args.context, "postgres", opts);
    const { pilot, network, ...shared } = args;
    const base = createDatabaseBase(this, { spec: args.spec, network });
    const instanceClass = pilot.instanceClass ?? args.spec.instanceClass;
    const shards = Object.entries(pilot.postgres).map(
      ([shard, { sourceArn }]) =>
        new PilotShard(
          this.childName(shard),
          { ...shared, ...base, shard, sourceArn, spec: { ...args.spec, instanceClass } },
          { parent: this },
        ),
    );
    this.replicaIdentifiers = pulumi.all(shards.map(({ identifier }) => identifier));
    this.registerOutputs({});
  }
}
