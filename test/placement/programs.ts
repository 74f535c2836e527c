import { join } from "node:path";
import { SILENT } from "../../rehearsal/progress";
import { get, type Recipe } from "../binaries/get";
import { KARPENTER, KARPENTER_1_8 } from "../binaries/karpenter";
import { CONTROL_PLANE } from "../binaries/kubernetes";
import { findBinaries, type Binaries } from "../kubernetes/binaries";
import { isAll } from "./scope";

/** Absolute paths of what places pods. */
export interface Programs extends Binaries {
  readonly controllerManager: string;
  readonly scheduler: string;
  readonly karpenter: { readonly version: string; readonly program: string; readonly kindsFolder: string };
}

/** By age: which version Auto Mode runs is not published. */
const KARPENTERS = { newest: KARPENTER, old: KARPENTER_1_8 } as const;
export type Version = keyof typeof KARPENTERS;

/** Both, or in a sample the newest: each takes Go some minutes to build. */
export const versionsTried = (): Version[] => (isAll() ? ["newest", "old"] : ["newest"]);

/**
 * Finds the programs as the API server is found: named by the user, in the cache, or built by Go.
 * @throws InputError when one is missing and cannot be built
 */
export async function findPrograms(which: Version, tell: (line: string) => void): Promise<Programs> {
  const find = async (recipe: Recipe): Promise<string> =>
    (await get(recipe, { progress: { ...SILENT, line: tell } })).path;
  const binaries = await findBinaries(tell);
  const controlPlane = await find(CONTROL_PLANE);
  const recipe = KARPENTERS[which];
  const karpenter = await find(recipe);
  return {
    ...binaries,
    controllerManager: join(controlPlane, "kube-controller-manager"),
    scheduler: join(controlPlane, "kube-scheduler"),
    karpenter: {
      version: recipe.version,
      program: join(karpenter, "karpenter"),
      kindsFolder: join(karpenter, "crds"),
    },
  };
}
