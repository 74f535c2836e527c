import { NO_DOWNTIME, nameless, type Effect } from "../facts";
import { kind } from "../kind";
import { priced } from "../pricing/price";
import { providerSource } from "../sources";
import { DISTRIBUTION_BILL } from "./distribution-bill";
import { cloudfrontDistributionPrice } from "./distribution-price";
import { DISTRIBUTION_LEADS } from "./leads";

const UPDATE_PAGE =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html";

/** Of every input: the edges take the new value one after another. */
const ROLLED_OUT: Effect = {
  downtime: NO_DOWNTIME,
  dataRisk: "none",
  reversible: true,
  minutesMin: 3,
  minutesMax: 15,
  note: "Rolled out over the edges; both states answer meanwhile",
  source: UPDATE_PAGE,
};

export const cloudfrontDistribution = kind("aws:cloudfront/distribution:Distribution", {
  name: nameless("AWS gives it an id"),
  tags: "tags",
  price: priced(cloudfrontDistributionPrice, DISTRIBUTION_BILL),
  leads: DISTRIBUTION_LEADS,
  replaces: {
    inputs: ["staging"],
    verification: "source",
    source: providerSource("cloudfront/distribution", "v5.52"),
  },
  changes: [
    { property: "webAclId", ...ROLLED_OUT },
    {
      property: "priceClass",
      ...ROLLED_OUT,
      note: "Requests are answered from more or fewer edge locations; a new one begins with an empty cache",
      source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html",
    },
    { property: "origins", ...ROLLED_OUT },
    { property: "defaultCacheBehavior", ...ROLLED_OUT },
  ],
  creates: [
    {
      minutesMin: 3,
      minutesMax: 15,
      basis: "estimate",
      note: "A few minutes until every edge location has it",
      source: UPDATE_PAGE,
    },
  ],
  computed: (name) => ({
    domainName: `${name}.cloudfront.net`,
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  refusals: [
    {
      id: "certificate-outside-us-east-1",
      on: ["create", "update"],
      message: "InvalidViewerCertificate: CloudFront takes certificates of us-east-1 only.",
      statement: "CloudFront reads certificates of ACM in us-east-1 only.",
      evidence: "read",
      source:
        "https://docs.aws.amazon.com/sdk-for-kotlin/api/latest/cloudfront/aws.sdk.kotlin.services.cloudfront.model/-viewer-certificate/acm-certificate-arn.html",
    },
  ],
});
