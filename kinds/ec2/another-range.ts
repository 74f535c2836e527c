import type { ChangeRule } from "../facts";

/** A VPC and its subnets keep their ranges for life, and everything with an address is in one of them. */
export const ANOTHER_RANGE: ChangeRule = {
  property: "cidrBlock",
  downtime: { class: "outage", secondsMin: 3600, secondsMax: 14_400 },
  dataRisk: "loss",
  reversible: false,
  minutesMin: 60,
  minutesMax: 240,
  note: "Another range is another network: whatever has an address in this one is made anew. Build a second stack with the new range and move to it",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html",
};
