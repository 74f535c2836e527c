import type { BrokenCase } from "../broken-case";

/** A domain where the way to the load balancer is in clear, as in a tier without one. */
export const brokenCase: BrokenCase = {
  tier: "10k",
  name: "cdn-distribution",
  path: "inputs.aliases",
  value: ["app.example.com"],
  message:
    'cdn-vpc-origin: originProtocolPolicy is "http-only", behind a distribution with a domain; allowed: https-only. Set cdn.originTls of the tier to true.',
  further: [
    "cdn-vpc-origin: no HTTPS listener of its load balancer is at port 443; allowed: a listener with the certificate of the domain. Set cdn.originTls of the tier to true.",
    'load-balancer-listener: protocol is "HTTP", behind a distribution with a domain; allowed: HTTPS alone. Set cdn.originTls of the tier to true.',
  ],
};
