import { parentTypeOf } from "../../models/manifest/urn";
import { listOf } from "../../models/manifest/values";
import { sumOf, constant, figuresOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";
import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { UnpricedError } from "../pricing/errors";
import { nodesOfTier } from "./node-figures";
import { POD_LOG_ASSUMPTION, POD_LOG_GIB } from "./pod-log-volume";

const KIB_PER_GIB = 1024 * 1024;

/** What a writer puts into its log group, GiB a month. */
interface LogVolume {
  readonly gib: Figures;
  readonly assumption: string;
}

/** Writes of an idle control plane (controllers renewing leases), and of each node with its pods, GiB a month. */
const CONTROL_PLANE_GIB: Readonly<Record<string, { readonly idle: number; readonly perNode: number }>> = {
  api: { idle: 0.5, perNode: 0.1 },
  audit: { idle: 3, perNode: 1 },
  authenticator: { idle: 0.1, perNode: 0.05 },
  controllerManager: { idle: 0.2, perNode: 0.1 },
  scheduler: { idle: 0.1, perNode: 0.05 },
};

/** Checkpoints, autovacuum and connections of one instance. */
const POSTGRES_IDLE_GIB = 0.05;
/** Queries of more than `log_min_duration_statement`, and the size of such an entry. */
const SLOW_QUERIES_PER_REQUEST = 0.001;
const SLOW_QUERY_KIB = 1;
/** Commands of more than 10 ms, which is what the slow log of Valkey keeps unless told otherwise. */
const SLOW_COMMANDS_PER_REQUEST = 0.0001;
const SLOW_COMMAND_KIB = 0.5;

const CLUSTER = "aws:eks/cluster:Cluster";
const DATABASE = "aws:rds/instance:Instance";
const DAEMONS = "kubernetes:apps/v1:DaemonSet";
const CACHE = "aws:elasticache/replicationGroup:ReplicationGroup";

function controlPlane(group: ManifestResource, cluster: ManifestResource, context: CostContext): LogVolume {
  const types = listOf(cluster.inputs["enabledClusterLogTypes"]);
  const perType = types.map((type) => {
    const written = CONTROL_PLANE_GIB[String(type)];
    if (written === undefined)
      throw new UnpricedError(
        `${group.name} has no price: how much the log "${String(type)}" holds is not known.`,
      );
    return figuresOf(nodesOfTier(context), (count) => written.idle + written.perNode * count);
  });
  return {
    gib: sumOf(perType),
    assumption:
      types.length === 0
        ? "the control plane writes no logs at this tier"
        : "assumed: 3 GiB of audit log and 1 GiB a node, the other logs a fifth of it or less",
  };
}

/** A component that writes logs makes their group too, since AWS would make one without a retention. */
const writerOf = ({ urn }: ManifestResource, { manifest }: CostContext): ManifestResource | undefined =>
  manifest.resources.find((each) => each.type in VOLUMES && parentTypeOf(each.urn) === parentTypeOf(urn));

/** The groups of all components of one type share what the workload makes. */
const share = ({ urn, type }: ManifestResource, { manifest }: CostContext): number =>
  1 / ofType(manifest, type).filter((each) => parentTypeOf(each.urn) === parentTypeOf(urn)).length;

const ofRequests = (
  group: ManifestResource,
  context: CostContext,
  perRequest: number,
  kib: number,
): Figures =>
  figuresOf(
    context.workload,
    ({ requestsPerMonth }) => (requestsPerMonth * perRequest * kib * share(group, context)) / KIB_PER_GIB,
  );

type VolumeOf = (group: ManifestResource, writer: ManifestResource, context: CostContext) => LogVolume;

/** By the type of the writer. */
const VOLUMES: Readonly<Record<string, VolumeOf>> = {
  [CLUSTER]: controlPlane,
  [DATABASE]: (group, _, context) => ({
    gib: sumOf([
      constant(POSTGRES_IDLE_GIB),
      ofRequests(group, context, SLOW_QUERIES_PER_REQUEST, SLOW_QUERY_KIB),
    ]),
    assumption: "assumed: 0.05 GiB an instance, and 1 KiB for one slow query in 1,000 requests",
  }),
  [CACHE]: (group, _, context) => ({
    gib: ofRequests(group, context, SLOW_COMMANDS_PER_REQUEST, SLOW_COMMAND_KIB),
    assumption: "assumed: 0.5 KiB for one slow command in 10,000 requests",
  }),
  [DAEMONS]: (group, _, context) => {
    const of = POD_LOG_GIB[group.name.split("-").at(-1) ?? ""];
    if (of === undefined)
      throw new UnpricedError(`${group.name} has no price: which pods write into it is not known.`);
    return { gib: of(context), assumption: POD_LOG_ASSUMPTION };
  },
};

/**
 * What is written into a log group in a month, by the writer in its component.
 * @throws UnpricedError for a group whose writer is not known
 */
export function logVolume(group: ManifestResource, context: CostContext): LogVolume {
  const writer = writerOf(group, context);
  const volume = writer === undefined ? undefined : VOLUMES[writer.type];
  if (writer === undefined || volume === undefined)
    throw new UnpricedError(
      `${group.name} has no price: nothing in its component is known to write logs. Make it in the component of its writer, or add the type of the writer to kinds/cloudwatch/log-volume.ts.`,
    );
  return volume(group, writer, context);
}
