/** What writes into which log group, by the namespaces of pods; all other pods are the platform's own. */
export const LOG_CLASSES = {
  app: ["app"],
  data: ["postgres", "qdrant"],
  system: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type LogClass = keyof typeof LOG_CLASSES;
export const LOG_CLASS_NAMES = Object.keys(LOG_CLASSES) as LogClass[];

/** The group of a class, beside the one of the control plane. */
export const logGroupName = (clusterName: string, logClass: LogClass): string =>
  `/aws/eks/${clusterName}/pods/${logClass}`;
