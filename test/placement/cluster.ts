import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { withApiServer, type ApiServer, type ServerFiles } from "../kubernetes/api-server";
import { installKinds, permissive } from "../kubernetes/custom-kinds";
import type { KubernetesObject } from "../kubernetes/objects";
import { freePort } from "../kubernetes/ports";
import { flags, start, stop, type Started } from "../kubernetes/processes";
import type { InstanceType } from "./instance-types";
import type { Programs } from "./programs";
import { startsIn } from "./starts";

async function writeKubeconfig({ folder, url, token, certificateFile }: ServerFiles): Promise<string> {
  const file = join(folder, "kubeconfig");
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "it",
    contexts: [{ name: "it", context: { cluster: "it", user: "it" } }],
    clusters: [{ name: "it", cluster: { server: url, "certificate-authority": certificateFile } }],
    users: [{ name: "it", user: { token } }],
  };
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

async function startControllerManager(
  program: string,
  kubeconfig: string,
  { folder, privateKeyFile }: ServerFiles,
): Promise<Started> {
  const values = {
    kubeconfig,
    "leader-elect": "false",
    "service-account-private-key-file": privateKeyFile,
    "secure-port": String(await freePort()),
    "cert-dir": join(folder, "controller-manager"),
    // Nobody renews the leases of nodes that are objects alone.
    "node-monitor-grace-period": "24h",
    "allocate-node-cidrs": "false",
    controllers: "*,-node-ipam-controller",
    "horizontal-pod-autoscaler-sync-period": "1s",
  };
  return start(program, flags(values));
}

async function startScheduler(program: string, kubeconfig: string, folder: string): Promise<Started> {
  const values = {
    kubeconfig,
    "leader-elect": "false",
    "secure-port": String(await freePort()),
    "cert-dir": join(folder, "scheduler"),
  };
  return start(program, flags(values));
}

async function startKarpenter(
  program: string,
  kubeconfig: string,
  folder: string,
  instanceTypes: readonly InstanceType[],
  metricsPort: number,
): Promise<Started> {
  const file = join(folder, "instance-types.json");
  await writeFile(file, JSON.stringify(instanceTypes));
  return start(program, [], {
    ...process.env,
    KUBECONFIG: kubeconfig,
    SYSTEM_NAMESPACE: "kube-system",
    KARPENTER_SERVICE: "karpenter",
    DISABLE_LEADER_ELECTION: "true",
    FEATURE_GATES: "StaticCapacity=true",
    INSTANCE_TYPES_FILE_PATH: file,
    METRICS_PORT: String(metricsPort),
    HEALTH_PROBE_PORT: String(await freePort()),
  });
}

const kindsIn = (folder: string): KubernetesObject[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => parse(readFileSync(join(folder, name), "utf8")) as KubernetesObject);

/** A cluster without machines. */
export interface Cluster {
  readonly api: ApiServer;
  /** @throws Error with the last words of a program that ended */
  readonly demandAlive: () => void;
  /** How many nodes Karpenter has started, by pool. */
  readonly starts: () => Promise<ReadonlyMap<string, number>>;
}

/**
 * Runs `body` with an empty cluster: API server, controllers, scheduler and Karpenter, whose nodes are objects alone.
 * @param instanceTypes what Karpenter may start
 */
export async function withCluster<Result>(
  programs: Programs,
  instanceTypes: readonly InstanceType[],
  body: (cluster: Cluster) => Promise<Result>,
): Promise<Result> {
  return await withApiServer(programs, async (api, files) => {
    await installKinds(api, [
      ...kindsIn(programs.karpenter.kindsFolder),
      permissive("TargetGroupBinding", "Namespaced"),
    ]);
    const kubeconfig = await writeKubeconfig(files);
    const metricsPort = await freePort();
    const started: Record<string, Started> = {};
    try {
      started["kube-controller-manager"] = await startControllerManager(
        programs.controllerManager,
        kubeconfig,
        files,
      );
      started["kube-scheduler"] = await startScheduler(programs.scheduler, kubeconfig, files.folder);
      started["karpenter"] = await startKarpenter(
        programs.karpenter.program,
        kubeconfig,
        files.folder,
        instanceTypes,
        metricsPort,
      );
      const starts = async (): Promise<ReadonlyMap<string, number>> => {
        const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`, {
          headers: { connection: "close" },
        });
        return startsIn(await answer.text());
      };
      const demandAlive = (): void => {
        for (const [name, { child, said }] of Object.entries(started))
          if (child.exitCode !== null)
            throw new Error(`${name} ended with code ${child.exitCode}: ${said()}`);
      };
      return await body({ api, demandAlive, starts });
    } finally {
      await Promise.all(Object.values(started).map(stop));
    }
  });
}
