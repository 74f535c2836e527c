import { NO_DOWNTIME, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";
import { LISTENER_LEADS } from "./leads";

export const lbListener = kind("aws:lb/listener:Listener", {
  name: nameless("Told apart by what it belongs to", refusesSecond("loadBalancerArn", "port")),
  tags: "tags",
  price: free("A setting of the load balancer, which is priced."),
  leads: LISTENER_LEADS,
  replaces: {
    inputs: ["loadBalancerArn"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/elbv2/listener.go (v5.9x era)",
  },
  changes: [
    {
      property: "defaultActions",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "New requests are shared out anew",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
    },
  ],
  deletes: [
    {
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "CloudFront has moved to the other listener in the same `up`, before this one goes",
      source: "https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/#creation-and-deletion-order",
    },
  ],
  refusals: [
    {
      id: "listener-certificate-elsewhere",
      on: ["create", "update"],
      message: "CertificateNotFound: the certificate is not in the region of the load balancer.",
      statement: "A load balancer reads certificates of ACM in its own region only.",
      evidence: "read",
      source:
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
    },
  ],
});
