import type { KubernetesVersion } from "../components/cluster/control-plane";

/** 35 of `1.35`: every version of EKS is one of Kubernetes 1. */
const minorOf = (version: string): number => Number(version.split(".")[1]);

/**
 * The version of the control plane. The configured one is the least: AWS upgrades a control plane by itself when the support of its
 * version ends, refuses every way back, and refuses to be asked for what it runs.
 * @param running what it runs; null where there is none yet
 */
export function kubernetesVersion(configured: string, running: string | null): KubernetesVersion {
  if (running === null || minorOf(running) < minorOf(configured))
    return { version: configured, isRunning: false };
  return { version: running, isRunning: true };
}

/** What to tell whoever configured an older version than the one that runs; undefined where nobody did. */
export function versionNotice(configured: string, { version }: KubernetesVersion): string | undefined {
  if (version === configured) return undefined;
  return `The control plane runs Kubernetes ${version}, the configuration says ${configured}: AWS has upgraded it, and it stays. Say so: pulumi config set --path overrides.cluster.kubernetesVersion ${version}`;
}
