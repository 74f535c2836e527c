import { at, listOf } from "../models/manifest/values";
import type { Snapshot } from "./databases";
import { textOf } from "./values";
import type { World } from "./world";

const SELECTION = "aws:backup/selection:Selection";
const PLAN = "aws:backup/plan:Plan";
const INSTANCE = "aws:rds/instance:Instance";

/** A database as it was at a time, in a vault of another account. */
export interface RecoveryPoint {
  readonly vaultArn: string;
  /** Identifier of the instance that it was copied from. */
  readonly instance: string;
  /** Days after which AWS Backup ends it. */
  readonly keptDays: number;
  readonly snapshot: Snapshot;
}

/** Vaults of another account, which nobody of this one can empty. */
export class BackupVaults {
  private points: readonly RecoveryPoint[] = [];

  in(vaultArn: string): readonly RecoveryPoint[] {
    return this.points.filter((point) => point.vaultArn === vaultArn);
  }

  /** What AWS Backup does in a night, by the plans that an account has: a copy of each database that is selected. */
  copyByPlans(world: World): void {
    const copied = world.ofType(SELECTION).flatMap(({ inputs }) => {
      const plan = world.ofType(PLAN).find(({ id }) => id === inputs["planId"]);
      const arns = listOf(inputs["resources"]);
      const instances = world.ofType(INSTANCE).filter(({ outputs }) => arns.includes(outputs["arn"]));
      return listOf(plan?.inputs["rules"])
        .flatMap((rule) => listOf(at(rule, "copyActions")))
        .flatMap((action) =>
          instances.map((instance): RecoveryPoint => ({
            vaultArn: textOf(at(action, "destinationVaultArn")),
            instance: String(instance.inputs["identifier"]),
            keptDays: Number(at(action, "lifecycle.deleteAfter")),
            snapshot: world.databases.contentsOf(instance),
          })),
        );
    });
    this.points = [...this.points, ...copied];
  }
}
