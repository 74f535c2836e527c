import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-to-https",
  path: "inputs.spec.egress",
  value: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ port: 25, protocol: "TCP" }] }],
  message:
    'app-to-https: a rule of egress is for "0.0.0.0/0" on 25; allowed: ports 53 and 443 alone. Name ports, and pods, namespaces or ranges, in each rule of the policy.',
};
