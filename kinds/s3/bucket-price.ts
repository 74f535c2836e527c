import { ofType, type ManifestResource } from "../../models/manifest/manifest";
import { parentTypeOf } from "../../models/manifest/urn";
import { at, listOf } from "../../models/manifest/values";
import { DAYS_PER_MONTH } from "../../models/load/month";
import { UnpricedError } from "../pricing/errors";
import { constant, figuresOf, type Figures } from "../pricing/figures";
import type { CostContext, Formula } from "../pricing/formula";
import { storedRequestLogGiB } from "../cloudwatch/request-log-volume";
import { runsPerMonth } from "../synthetics/canary-price";
import { flowLogGiB } from "../ec2/flow-log-volume";
import { storedWebAclLogGiB } from "../wafv2/web-acl-log-volume";
import { charged, type Contents } from "./contents";
import { copiedContents, MIB_PER_PART, MONTHS_OF_UPLOADS } from "./copied-contents";

/** What a run of a canary leaves: its log and its report. Assumed. */
const CANARY_RUN_FILES = 3;
const CANARY_RUN_KIB = 12;
const KIB_PER_GIB = 1024 * 1024;

/** Days that the lifecycle rule in the component of a bucket says at a path. @throws UnpricedError when it says none */
function lifecycleDays({ name, urn }: ManifestResource, { manifest }: CostContext, path: string): number {
  const rules = ofType(manifest, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
    .filter((each) => parentTypeOf(each.urn) === parentTypeOf(urn))
    .flatMap(({ inputs }) => listOf(inputs["rules"]));
  const days = rules.map((rule) => at(rule, path)).find((each) => typeof each === "number");
  if (typeof days === "number") return days;
  throw new UnpricedError(`${name} cannot be priced: no lifecycle rule has ${path}.`);
}

/** Logs that arrive all month and expire after the days of the lifecycle rule; AWS delivers them in few objects. */
function expiring(resource: ManifestResource, context: CostContext, monthlyGiB: Figures): Contents {
  const days = lifecycleDays(resource, context, "expiration.days");
  return {
    storedGiB: figuresOf(monthlyGiB, (gib) => (gib * days) / DAYS_PER_MONTH),
    puts: constant(0),
    gets: constant(0),
    assumption: `kept for ${days} days`,
  };
}

/** What lies in the buckets of the program, by the component that makes them. */
const CONTENTS: Readonly<Record<string, (resource: ManifestResource, context: CostContext) => Contents>> = {
  "scaling-tiers:cdn:AssetBucket": (_, { workload }) => ({
    storedGiB: figuresOf(workload, ({ uploadGiB }) => uploadGiB * MONTHS_OF_UPLOADS),
    puts: figuresOf(workload, ({ uploadsPerMonth }) => uploadsPerMonth),
    gets: figuresOf(workload, ({ assetOriginRequestsPerMonth }) => assetOriginRequestsPerMonth),
    assumption: `the uploads of ${MONTHS_OF_UPLOADS} months`,
  }),
  "scaling-tiers:qdrant:QdrantSnapshots": (resource, context) => {
    // No resource has it as an input: the application creates its collections with it.
    const { replicationFactor, keptSnapshotRuns } = context.tier.qdrant;
    // Deleted snapshots stay for some days more as versions that are no longer current.
    const days =
      keptSnapshotRuns + lifecycleDays(resource, context, "noncurrentVersionExpiration.noncurrentDays");
    const daily = figuresOf(context.workload, ({ qdrantGiBPerCopy }) => qdrantGiBPerCopy * replicationFactor);
    return {
      storedGiB: figuresOf(daily, (gib) => gib * days),
      puts: figuresOf(daily, (gib) => (gib * 1024 * DAYS_PER_MONTH) / MIB_PER_PART),
      gets: constant(0),
      assumption: `each peer's data once a day, ${days} days kept`,
    };
  },
  "scaling-tiers:cdn:BucketCopy": (_, context) => copiedContents.assets(context),
  "scaling-tiers:qdrant:BucketCopy": (resource, context) =>
    copiedContents.snapshots(
      context,
      lifecycleDays(resource, context, "noncurrentVersionExpiration.noncurrentDays"),
    ),
  "scaling-tiers:operations:Canary": (resource, context) => {
    const runs = ofType(context.manifest, "aws:synthetics/canary:Canary").reduce(
      (sum, { inputs }) => sum + runsPerMonth(String(at(inputs["schedule"], "expression"))),
      0,
    );
    const days = lifecycleDays(resource, context, "expiration.days");
    return {
      storedGiB: constant((runs * CANARY_RUN_KIB * days) / DAYS_PER_MONTH / KIB_PER_GIB),
      puts: constant(runs * CANARY_RUN_FILES),
      gets: constant(0),
      assumption: `${CANARY_RUN_FILES} files of together ${CANARY_RUN_KIB} KiB a run, kept for ${days} days`,
    };
  },
  "scaling-tiers:network:FlowLogs": (resource, context) => expiring(resource, context, flowLogGiB(context)),
  "scaling-tiers:cdn:RequestLogs": (resource, context) =>
    expiring(resource, context, storedRequestLogGiB(context)),
  "scaling-tiers:cdn:WebAclLogs": (resource, context) =>
    expiring(resource, context, storedWebAclLogGiB(context)),
};

/** A bucket of S3: what lies in it, and what is written and read. */
export const bucketPrice: Formula = (resource, context) => {
  const owner = parentTypeOf(resource.urn);
  const contents = CONTENTS[owner ?? ""]?.(resource, context);
  if (contents === undefined)
    throw new UnpricedError(
      `${resource.name} cannot be priced: nothing says what lies in a bucket of ${owner ?? "no component"}. Add it to the contents in kinds/s3/bucket-price.ts.`,
    );
  return charged(contents);
};
