import { LOG_CLASSES, LOG_CLASS_NAMES, logGroupName } from "../../components/logs/log-groups";
import { ofType, type Manifest } from "../../models/manifest/manifest";
import { at } from "../../models/manifest/values";
import { didYouMean, InputError, show } from "../../tiers";

const WORKLOADS = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:batch/v1:Job",
];

/** One workload, and where what its pods print is found. */
export interface FollowedLogs {
  /** Namespace and name: "app/web". */
  readonly workload: string;
  readonly logGroup: string;
  /** How the names of its streams begin. */
  readonly streamPrefix: string;
  readonly retentionDays: number;
}

const clusterName = (manifest: Manifest): string =>
  String(ofType(manifest, "aws:eks/cluster:Cluster")[0]?.inputs["name"]);

/** Every workload of a tier with its logs, by namespace and name. */
export function allLogs(manifest: Manifest): FollowedLogs[] {
  const cluster = clusterName(manifest);
  const retentionDays = manifest.spec.operations.logRetentionDays;
  return WORKLOADS.flatMap((type) => ofType(manifest, type))
    .map(({ inputs }): FollowedLogs => {
      const [namespace, name] = [at(inputs, "metadata.namespace"), at(inputs, "metadata.name")].map(String);
      const logClass =
        LOG_CLASS_NAMES.find((each) => LOG_CLASSES[each].some((own) => own === namespace)) ?? "system";
      return {
        workload: `${namespace}/${name}`,
        logGroup: logGroupName(cluster, logClass),
        streamPrefix: `pods.${namespace}.${name}-`,
        retentionDays,
      };
    })
    .sort((one, other) => one.workload.localeCompare(other.workload));
}

/**
 * The logs of one workload, by `app/web` or by `web`.
 * @throws InputError for a workload that the tier does not have, or that two namespaces have
 */
export function logsOf(manifest: Manifest, workload: string): FollowedLogs {
  const all = allLogs(manifest);
  const names = all.map((each) => each.workload);
  const found = all.filter((each) => each.workload === workload || each.workload.split("/")[1] === workload);
  const [only, second] = found;
  if (only !== undefined && second === undefined) return only;
  throw new InputError(
    only === undefined
      ? `There is no workload ${show(workload)}${didYouMean(workload, names) || "."} Workloads: ${names.join(", ")}.`
      : `More than one workload is called ${show(workload)}: ${found.map((each) => each.workload).join(", ")}. Name it with its namespace.`,
  );
}
