import type * as pulumi from "@pulumi/pulumi";
import type { ClusterComponent } from "../shared/cluster-component";
import { Migration, type MigrationArgs } from "./migration";

export interface MigrationsArgs extends Omit<MigrationArgs, "workload" | "image" | "migration"> {
  /** Null for nothing to run. */
  readonly migration: MigrationArgs["migration"] | null;
  /** Null for the built-in placeholder, which has nothing to migrate. */
  readonly image: string | null;
  /** Null where no pods run another image. */
  readonly nextImage: string | null;
}

/** What pods of the current and of the next release wait for. */
export type RolloutAfter = Readonly<Record<"current" | "next", readonly pulumi.Resource[]>>;

/** The migration of each release; that of the next one runs after that of the current one, never beside it. */
export function createMigrations(
  parent: ClusterComponent,
  { migration, image, nextImage, ...common }: MigrationsArgs,
): RolloutAfter {
  if (migration === null || image === null) return { current: [], next: [] };
  const create = (workload: string, ownImage: string, after: readonly pulumi.Resource[]) =>
    new Migration(
      parent.childName(workload),
      { ...common, migration, workload, image: ownImage, ready: [...common.ready, ...after] },
      { parent },
    ).job;
  const current = create("migration", image, []);
  const hasNext = nextImage !== null && nextImage !== image;
  return { current: [current], next: [hasNext ? create("migration-next", nextImage, [current]) : current] };
}
