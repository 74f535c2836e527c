/** The user `node` of the official Node.js images. */
export const USER_ID = 1000;

/** The one place that a pod of the product may write to; what is beyond the limit evicts it. */
export const TMP_MOUNT = { name: "tmp", mountPath: "/tmp" } as const;
const TMP_SIZE = "256Mi";
export const TMP_VOLUME = { name: TMP_MOUNT.name, emptyDir: { sizeLimit: TMP_SIZE } } as const;
