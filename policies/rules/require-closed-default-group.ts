import { inventoryOf } from "../effects/inventory";
import { DEFAULT_GROUP, VPC } from "../effects/network";
import { listOf } from "../../models/manifest/values";
import type { StackRule } from "../rule";

export const requireClosedDefaultGroup: StackRule = {
  id: "require-closed-default-group",
  title: "The VPC's default security group lets nothing in or out",
  rationale:
    "What is started without a group of its own gets this one, and AWS lets all of its members reach each other.",
  remedy: "Add a DefaultSecurityGroup of the VPC with empty ingress and egress.",
  severity: "medium",
  source: "CIS AWS Foundations 5.4",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return inventory.ofType(VPC).flatMap((vpc) => {
      const groups = inventory.pointingAt(vpc, DEFAULT_GROUP, "vpcId");
      if (groups.length === 0)
        return [{ urn: vpc.urn, wrong: "its default group is as AWS made it", allowed: "one without rules" }];
      return groups.flatMap(({ urn, inputs }) =>
        ["ingress", "egress"]
          .filter((direction) => listOf(inputs[direction]).length > 0)
          .map((direction) => ({ urn, wrong: `${direction} has rules`, allowed: "none" })),
      );
    });
  },
};
