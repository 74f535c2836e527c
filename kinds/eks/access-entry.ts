import { SAME_AT_EVERY_TIER, nameless, refusesSecond } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const eksAccessEntry = kind("aws:eks/accessEntry:AccessEntry", {
  name: nameless("Told apart by what it belongs to", refusesSecond("clusterName", "principalArn")),
  tags: "tags",
  price: free("AWS does not charge for access entries"),
  replaces: {
    inputs: ["clusterName", "principalArn", "type"],
    verification: "source",
    source: "hashicorp/terraform-provider-aws:internal/service/eks/access_entry.go (v5.5x era)",
  },
  changes: SAME_AT_EVERY_TIER,
  creates: [
    {
      minutesMin: 0.05,
      minutesMax: 0.5,
      basis: "estimate",
      note: "One API call, then a short while until it is in force",
      source: "https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html",
    },
  ],
  refusals: [
    {
      id: "access-entry-of-session",
      on: ["create"],
      message:
        "InvalidParameterException: an access entry takes the ARN of a role or user, not of an STS session.",
      statement: "An access entry is for a role or user, not for a session of one.",
      evidence: "read",
      source: "https://rdrr.io/cran/paws.compute/man/eks_create_access_entry.html",
    },
  ],
});
