import { pause, type Pause } from "../shared/pause";

/**
 * How long an access policy may take until the cluster's API knows of it. EKS names no figure and has nothing to ask; others
 * wait 30 s (terraform-aws-modules/eks, `dataplane_wait_duration`).
 */
const SECONDS = 60;

/**
 * Resolves when a policy was associated a minute ago. The Kubernetes provider asks the API once, and calls the cluster
 * unreachable for the whole run when it is refused
 * (https://github.com/pulumi/pulumi-kubernetes/blob/v4.34.2/provider/pkg/provider/provider.go).
 * @param associatedAt as the provider gives it, such as `2026-11-29 03:42:06.5 +0000 UTC`; what is no time counts as now
 */
export async function untilAccessInForce(
  associatedAt: string,
  wait: Pause = pause,
  now: () => number = Date.now,
): Promise<void> {
  const passed = (now() - Date.parse(associatedAt)) / 1000;
  const left = Number.isNaN(passed) ? SECONDS : Math.min(SECONDS, SECONDS - passed);
  if (left > 0) await wait(left);
}
