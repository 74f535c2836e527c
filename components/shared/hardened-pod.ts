import type * as kubernetes from "@pulumi/kubernetes";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;
type PodSecurityContext = kubernetes.types.input.core.v1.PodSecurityContext;
type SecurityContext = kubernetes.types.input.core.v1.SecurityContext;

/**
 * What every pod has: no root, no token of the cluster's API, no addresses of other Services in its environment.
 * @param userId user and group of its processes
 * @param files whose group the files of its volumes get
 */
export function hardenedPod(
  userId: number,
  files: Readonly<Pick<PodSecurityContext, "fsGroup" | "fsGroupChangePolicy">> = {},
): Required<Pick<PodSpec, "automountServiceAccountToken" | "enableServiceLinks" | "securityContext">> {
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: userId,
      runAsGroup: userId,
      ...files,
      seccompProfile: { type: "RuntimeDefault" },
    },
  };
}

/** What every container has: no further rights, and a root file system that is read only. */
export const HARDENED_CONTAINER: SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};
