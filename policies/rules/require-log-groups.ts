import { logGroupsOf } from "../effects/companions";
import { inventoryOf } from "../effects/inventory";
import { CACHE, CLUSTER, DATABASE } from "../effects/network";
import { textOf } from "../read";
import type { StackRule } from "../rule";

export const requireLogGroups: StackRule = {
  id: "require-log-groups",
  title: "Databases, caches and the cluster write their logs, into groups that the stack keeps",
  rationale:
    "AWS makes a missing group itself, without a key and for ever; a store without logs tells nothing about the night before.",
  remedy: "Export the logs, and add a LogGroup of exactly that name with retention and key.",
  severity: "medium",
  source: "AWS Well-Architected, SEC04-BP01",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const groups = inventory
      .ofType("aws:cloudwatch/logGroup:LogGroup")
      .map(({ inputs }) => textOf(inputs["name"]));
    return inventory.ofType(CLUSTER, DATABASE, CACHE).flatMap((resource) => {
      const { urn } = resource;
      const written = logGroupsOf(resource);
      if (written.length === 0)
        return [{ urn, wrong: "it writes no log", allowed: "its log, in a LogGroup" }];
      return written
        .filter((name) => !groups.includes(name))
        .map((name) => ({ urn, wrong: `its log ${name} has no group in the stack`, allowed: "a LogGroup" }));
    });
  },
};
