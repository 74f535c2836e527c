import { join } from "node:path";
import { SILENT } from "../../rehearsal/progress";
import { get } from "../binaries/get";
import { KUBERNETES } from "../binaries/kubernetes";

export { KUBERNETES_VERSION } from "../binaries/kubernetes-libraries";

/** Absolute paths. */
export interface Binaries {
  readonly apiServer: string;
  readonly etcd: string;
}

/**
 * Finds an API server and its store: in the folder that `KUBEBUILDER_ASSETS` names, as `setup-envtest` prints it, else
 * in the cache, where they are built by Go when they are not there.
 * @throws InputError when there are none and they cannot be built
 */
export async function findBinaries(tell: (line: string) => void): Promise<Binaries> {
  const { path } = await get(KUBERNETES, { progress: { ...SILENT, line: tell } });
  return { apiServer: join(path, "kube-apiserver"), etcd: join(path, "etcd") };
}
