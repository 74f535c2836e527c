import { listOf } from "../../../changes";
import { constant, figuresOf } from "../../figures";
import type { Formula } from "../../formula";

/** A web ACL of WAF; a rule group managed by AWS is charged as a rule. */
export const webAcl: Formula = ({ inputs }, { workload }) => [
  { item: "web ACL", priceKey: "wafv2.webAcl", quantity: constant(1), basis: "fixed", assumption: null },
  {
    item: "rules",
    priceKey: "wafv2.rule",
    quantity: constant(listOf(inputs["rules"]).length),
    basis: "fixed",
    assumption: null,
  },
  {
    item: "requests inspected",
    priceKey: "wafv2.requests",
    quantity: figuresOf(
      workload,
      ({ requestsPerMonth, assetRequestsPerMonth }) => (requestsPerMonth + assetRequestsPerMonth) / 1_000_000,
    ),
    basis: "usage",
    assumption: "every request that CloudFront is asked",
  },
];
