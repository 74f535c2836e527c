import { listOf, recordOf } from "../../models/manifest/values";
import { SAME_AT_EVERY_TIER, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const route53Record = kind("aws:route53/record:Record", {
  name: { input: "name", identity: refusesSecond("zoneId", "name", "type") },
  tags: "none",
  price: free("Queries for an alias to CloudFront are free; the hosted zone is not ours."),
  leads: [
    {
      to: "aws:cloudfront/distribution:Distribution",
      reaches: (own, other) =>
        listOf(own.inputs["aliases"]).some(
          (alias) => recordOf(alias)["name"] === `${other.name}.cloudfront.net`,
        ),
      note: "A name is resolved and cached by clients as soon as it is there",
      source:
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-cloudfront-distribution.html",
    },
  ],
  replaces: {
    inputs: ["name", "zoneId"],
    verification: "mixed",
    source:
      "hashicorp/terraform-provider-aws:internal/service/route53/record.go (v5.8x era) (name seen); zoneId: model knowledge of the provider schema, NOT re-read; verify with a preview before relying on it",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.5,
      minutesMax: 1.5,
      basis: "documented",
      note: "Route 53 carries a change to all its servers within 60 seconds",
      source: "https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetChange.html",
    },
  ],
  computed: (_name, { name }) => ({ fqdn: name }),
  onlyWith: "domain",
});
