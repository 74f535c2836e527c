import { at, isRecord, listOf } from "../../models/manifest/values";
import type { ManifestResource } from "../../models/manifest/manifest";
import type { Workload } from "../../models/load/workload";
import { figuresOf } from "../pricing/figures";
import type { CostContext, CostItem, Formula } from "../pricing/formula";
import { stepped } from "../pricing/steps";
import { requirePricedVariant } from "../pricing/priced-variant";

const TIB = 1024;
/** Steps of North America and Europe, which PriceClass_100 answers from. */
const OUT_STEPS = [
  { priceKey: "cloudfront.out.us.first10TB", size: 10 * TIB },
  { priceKey: "cloudfront.out.us.next40TB", size: 40 * TIB },
  { priceKey: "cloudfront.out.us.next100TB", size: 100 * TIB },
  { priceKey: "cloudfront.out.us.next350TB", size: 350 * TIB },
  { priceKey: "cloudfront.out.us.next524TB", size: 524 * TIB },
  { priceKey: "cloudfront.out.us.next4PB", size: 4 * 1024 * TIB },
  { priceKey: "cloudfront.out.us.over5PB", size: Infinity },
];

/** The region of Origin Shield, which asks a price of its own; undefined where there is none. */
const shieldRegion = ({ inputs }: ManifestResource): string | undefined => {
  const shields = listOf(inputs["origins"]).filter((origin) => at(origin, "originShield.enabled") === true);
  return shields.length === 0 ? undefined : String(at(shields[0], "originShield.originShieldRegion"));
};

const hasFunction = ({ inputs }: ManifestResource): boolean =>
  [inputs["defaultCacheBehavior"], ...listOf(inputs["orderedCacheBehaviors"])].some(
    (behavior) => isRecord(behavior) && listOf(behavior["functionAssociations"]).length > 0,
  );

/** Charged for DELETE, OPTIONS, PATCH, POST and PUT only (CloudFront developer guide, "Interpret your bill"). */
const toOriginGiB = ({ apiInGiB, requestsPerMonth, writesPerMonth, uploadGiB }: Workload): number =>
  (requestsPerMonth === 0 ? 0 : (apiInGiB * writesPerMonth) / requestsPerMonth) + uploadGiB;

function shield({ workload }: CostContext, region: string): CostItem {
  return {
    item: "requests to Origin Shield",
    priceKey: `cloudfront.originShield.${region.startsWith("us-") ? "us" : region}`,
    quantity: figuresOf(workload, ({ assetOriginRequestsPerMonth }) => assetOriginRequestsPerMonth / 10_000),
    basis: "usage",
    assumption: "asset requests that no edge answers",
  };
}

function functionCalls({ workload, allowance }: CostContext): CostItem {
  const free = allowance("cloudfront.free.functions");
  return {
    item: "function calls",
    priceKey: "cloudfront.functions",
    quantity: figuresOf(workload, ({ requestsPerMonth }) => Math.max(0, requestsPerMonth - free) / 1_000_000),
    basis: "usage",
    assumption: "one call an API request, the account's free calls taken off",
  };
}

/** CloudFront: what it sends out, what it is asked, what it sends to the origin. */
export const cloudfrontDistributionPrice: Formula = (resource, context) => {
  requirePricedVariant(resource, "priceClass", ["PriceClass_100"], "PriceClass_All");
  const { workload, allowance } = context;
  const shieldedFrom = shieldRegion(resource);
  const freeRequests = allowance("cloudfront.free.requests");
  const usage = { basis: "usage" } as const;
  return [
    ...stepped(
      {
        item: "transfer out",
        ...usage,
        assumption: "API answers, pages and media; the account's free transfer taken off",
      },
      figuresOf(workload, ({ apiOutGiB, assetOutGiB }) => apiOutGiB + assetOutGiB),
      OUT_STEPS,
      allowance("cloudfront.free.dataOut"),
    ),
    {
      item: "HTTPS requests",
      priceKey: "cloudfront.https.us",
      quantity: figuresOf(
        workload,
        ({ requestsPerMonth, assetRequestsPerMonth }) =>
          Math.max(0, requestsPerMonth + assetRequestsPerMonth - freeRequests) / 10_000,
      ),
      ...usage,
      assumption: "API, pages and media, all from North America; the account's free requests taken off",
    },
    {
      item: "transfer to the origin",
      priceKey: "cloudfront.toOrigin.us",
      quantity: figuresOf(workload, toOriginGiB),
      ...usage,
      assumption: "API requests that write, and uploads; AWS charges nothing for what reads",
    },
    ...(shieldedFrom === undefined ? [] : [shield(context, shieldedFrom)]),
    ...(hasFunction(resource) ? [functionCalls(context)] : []),
  ];
};
