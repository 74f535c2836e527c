import type { Pod } from "./kubelets";

/** Of a DaemonSet. */
export const isOfEveryNode = ({ metadata }: Pod): boolean =>
  (metadata.ownerReferences ?? []).some(({ kind }) => kind === "DaemonSet");
