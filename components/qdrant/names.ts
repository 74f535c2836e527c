import { NAMESPACES, PORTS } from "../shared/references";

/** Name of the StatefulSet and of the Service that clients use. Frozen: volumes and peers are named after it. */
export const QDRANT_NAME = "qdrant";

/** Service that gives each peer a name of its own. Frozen: a StatefulSet cannot change it. */
export const HEADLESS_SERVICE_NAME = "qdrant-headless";

/** Name of the StorageClass. Frozen: another name would replace every claim. */
export const STORAGE_CLASS_NAME = "qdrant-gp3";

/** Name of the volume claim template. Frozen: it is the first part of each claim's name. */
export const CLAIM_TEMPLATE_NAME = "storage";

/** Name of the snapshot CronJob and its pods. */
export const SNAPSHOTS_NAME = "qdrant-snapshots";

/** Name of the CronJob that moves shards, and of its pods. */
export const REBALANCE_NAME = "qdrant-rebalance";

/** Name of the job that brings collections back, and of its pods. */
export const RESTORE_NAME = "qdrant-restore";

/** Kubernetes Secret with the API key, and the key inside it. */
export const API_KEY_SECRET = { name: "qdrant-api-key", key: "api-key" } as const;

/** The same for the key that is taken beside it during a rotation. */
export const ALT_API_KEY_SECRET = { name: API_KEY_SECRET.name, key: "alt-api-key" } as const;

/** The same for the key by which nothing can be changed. */
export const READ_ONLY_API_KEY_SECRET = { name: API_KEY_SECRET.name, key: "read-only-api-key" } as const;

/** Where clients find Qdrant, whatever the tier. */
export const QDRANT_URL = `http://${QDRANT_NAME}.${NAMESPACES.qdrant}.svc.cluster.local:${PORTS.qdrantHttp}`;

/** Ordinals of the peers, `0` to `peerCount - 1`. */
export function ordinals(peerCount: number): number[] {
  return Array.from({ length: peerCount }, (_, ordinal) => ordinal);
}

/** The claim that the StatefulSet controller looks for: `<template>-<set>-<ordinal>`. */
export function claimName(ordinal: number): string {
  return `${CLAIM_TEMPLATE_NAME}-${QDRANT_NAME}-${ordinal}`;
}

/** HTTP address of each peer, by its own name: a snapshot holds the shards of one peer only. */
export function peerUrls(peerCount: number): string[] {
  const domain = `${HEADLESS_SERVICE_NAME}.${NAMESPACES.qdrant}.svc.cluster.local`;
  return ordinals(peerCount).map(
    (ordinal) => `http://${QDRANT_NAME}-${ordinal}.${domain}:${PORTS.qdrantHttp}`,
  );
}
