import { progressOn } from "../../rehearsal/progress";
import { InputError } from "../../tiers";
import { NFTABLES, PGBOUNCER, POSTGRES, programFolder, VALKEY } from "../binaries/data-programs";
import type { DatabasePrograms } from "./database";
import { get, type Recipe } from "../binaries/get";

/** @throws InputError where there are no addresses to run them at */
function demandLinux(): void {
  if (process.platform !== "linux")
    throw new InputError(
      `These tests need Linux, which has addresses for every program in 127.0.0.0/8; this is ${process.platform}. Run them in a Linux container or virtual machine.`,
    );
}

/** The folder of what a recipe brings. @throws InputError when it cannot be had */
async function folderOf(recipe: Recipe): Promise<string> {
  demandLinux();
  return programFolder(await get(recipe, { progress: progressOn(process.stderr) }));
}

export const postgresPrograms = async (): Promise<DatabasePrograms> => ({
  postgres: await folderOf(POSTGRES),
  pgbouncer: await folderOf(PGBOUNCER),
});

export const valkeyProgram = (): Promise<string> => folderOf(VALKEY);

export const nftablesProgram = (): Promise<string> => folderOf(NFTABLES);
