import { listOf } from "../../models/manifest/values";
import { shown } from "../read";
import type { ResourceRule } from "../rule";

const WANTED = ["audit", "authenticator"];

export const requireControlPlaneLogs: ResourceRule = {
  id: "require-control-plane-logs",
  title: "The control plane writes audit and authenticator logs",
  rationale: "After a break-in nobody could tell what was read or changed.",
  remedy: "Add the log types to cluster.controlPlaneLogTypes of the tier.",
  severity: "medium",
  source: "CIS Amazon EKS 2.1.1",
  exceptions: [
    {
      tiers: ["100", "500"],
      enforcement: "not-applicable",
      reason:
        "These logs are charged by volume, which the two small budgets cannot pay for; CloudTrail still records AWS API calls.",
    },
  ],
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  check: ({ inputs }) => {
    const given = listOf(inputs["enabledClusterLogTypes"]);
    return WANTED.every((type) => given.includes(type))
      ? []
      : [{ wrong: `enabledClusterLogTypes is ${shown(given)}`, allowed: `at least ${WANTED.join(" and ")}` }];
  },
};
