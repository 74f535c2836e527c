import { REQUEST_LOAD, requestsPerSecond, shares, type Part } from "../part";

/** To one address and port, of one NAT (Amazon VPC user guide, "NAT gateway basics"); all calls go to one provider. */
const CONNECTIONS_PER_NAT = 55_000;

export const egress: Part = {
  name: "NAT",
  kind: "hard",
  formula:
    "the fewer of `egress` × 55,000 × NATs ÷ (λ × share of calls × seconds a call) and `egress` × bandwidth ÷ (λ × bytes to other services)",
  source: "Amazon VPC user guide, NAT gateways; Amazon EC2 user guide, network bandwidth of T4g",
  beyond: "calls to other services fail (ErrorPortAllocation)",
  coefficients: [...REQUEST_LOAD, "outsideCallShare", "outsideCallSeconds", "thirdPartyKiBPerRequest"],
  limits: ["egress"],
  users: ({ egress: { paths, bytesPerSecond } }, c, limits) => {
    const perSecond = requestsPerSecond(c);
    const ports = shares(
      CONNECTIONS_PER_NAT * paths,
      perSecond * c.outsideCallShare * c.outsideCallSeconds,
      limits.egress,
    );
    const bytes = shares(bytesPerSecond, perSecond * c.thirdPartyKiBPerRequest * 1_024, limits.egress);
    return { act: Math.min(ports.act, bytes.act), break: Math.min(ports.break, bytes.break) };
  },
};
