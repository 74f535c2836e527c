import { sumOf, constant, figuresOf, type Figures } from "../pricing/figures";
import type { CostContext } from "../pricing/formula";
import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { UnpricedError } from "../pricing/errors";

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

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const nameOf = ({ inputs }: ManifestResource): string =>
  typeof inputs["name"] === "string" ? inputs["name"] : "";

/** Nodes of the pools at the fewest, the most, and halfway; the floor keeps two for the app. */
function nodes({ tier }: CostContext): Figures {
  const dedicated = tier.qdrant.placement === "dedicated" ? tier.qdrant.peerCount : 0;
  const floor = dedicated + Math.min(2, tier.cluster.appNodeCountMax);
  const ceiling = dedicated + tier.cluster.appNodeCountMax;
  return { floor, expected: (floor + ceiling) / 2, ceiling };
}

function controlPlane(resource: ManifestResource, context: CostContext): LogVolume {
  const types = context.tier.cluster.controlPlaneLogTypes;
  const perType = types.map((type) => {
    const written = CONTROL_PLANE_GIB[type];
    if (written === undefined)
      throw new UnpricedError(
        `${resource.name} has no price: how much the log "${type}" holds is not known.`,
      );
    return figuresOf(nodes(context), (count) => written.idle + written.perNode * count);
  });
  return {
    gib: sumOf(perType),
    assumption:
      types.length === 0
        ? "the control plane writes no logs at this tier"
        : "assumed: 3 GiB of audit log and 1 GiB a node, the other logs a fifth of it or less",
  };
}

/** All log groups of one kind share what the workload makes. */
function shareOf({ manifest }: CostContext, pattern: RegExp): number {
  const groups = ofType(manifest, LOG_GROUP).filter((each) => pattern.test(nameOf(each)));
  return 1 / Math.max(1, groups.length);
}

const ofRequests = (context: CostContext, perRequest: number, kib: number, share: number): Figures =>
  figuresOf(
    context.workload,
    ({ requestsPerMonth }) => (requestsPerMonth * perRequest * kib * share) / KIB_PER_GIB,
  );

const WRITERS: readonly {
  readonly pattern: RegExp;
  readonly volume: (resource: ManifestResource, context: CostContext, pattern: RegExp) => LogVolume;
}[] = [
  { pattern: /^\/aws\/eks\/[^/]+\/cluster$/, volume: controlPlane },
  {
    pattern: /^\/aws\/rds\/instance\/[^/]+\/postgresql$/,
    volume: (_, context, pattern) => ({
      gib: sumOf([
        constant(POSTGRES_IDLE_GIB),
        ofRequests(context, SLOW_QUERIES_PER_REQUEST, SLOW_QUERY_KIB, shareOf(context, pattern)),
      ]),
      assumption: "assumed: 0.05 GiB an instance, and 1 KiB for one slow query in 1,000 requests",
    }),
  },
  {
    pattern: /^\/aws\/vendedlogs\/elasticache\/[^/]+\/slow-log$/,
    volume: (_, context, pattern) => ({
      gib: ofRequests(context, SLOW_COMMANDS_PER_REQUEST, SLOW_COMMAND_KIB, shareOf(context, pattern)),
      assumption: "assumed: 0.5 KiB for one slow command in 10,000 requests",
    }),
  },
];

/**
 * What is written into a log group in a month. The name tells the writer, because AWS's services choose their groups
 * by name. The application's own lines stay on the nodes: nothing ships them.
 * @throws UnpricedError for a group whose writer is not known
 */
export function logVolume(resource: ManifestResource, context: CostContext): LogVolume {
  const writer = WRITERS.find(({ pattern }) => pattern.test(nameOf(resource)));
  if (writer === undefined)
    throw new UnpricedError(
      `${resource.name} has no price: who writes into the log group "${nameOf(resource)}" is not known.`,
    );
  return writer.volume(resource, context, writer.pattern);
}
