import { inventoryOf } from "../effects/inventory";
import { holdersOf, SUBNET, waysOut } from "../effects/network";
import type { StackRule } from "../rule";

const STORES: readonly string[] = ["database", "cache"];

/** The NAT instance stands between the subnets and the internet: its own subnet is a public one. */
const isInside = (kind: string): boolean => kind !== "instance";

export const forbidPublicSubnets: StackRule = {
  id: "forbid-public-subnets",
  title: "Load balancer, nodes and stores lie in subnets that the internet has no way into",
  rationale:
    "One public address, or one open security group, would put them on the internet. Stores need no way out either: a stolen connection could carry their rows away.",
  remedy:
    "Put it into the private subnets, or a store into the data subnets, and give those no route to an internet gateway; data subnets have no route out at all.",
  severity: "critical",
  source: "CIS AWS Foundations 5.1; docs/architecture.md: nothing but CloudFront is public",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return holdersOf(inventory)
      .filter(({ kind }) => isInside(kind))
      .flatMap(({ resource: { urn }, kind, subnets }) => {
        if (subnets.length === 0)
          return [{ urn, wrong: "its subnets are not known", allowed: "subnets of the stack" }];
        return subnets.flatMap((id) => {
          const subnet = inventory.meant(SUBNET, id);
          if (subnet === undefined)
            return [{ urn, wrong: `${id} is no subnet of the stack`, allowed: "subnets of the stack" }];
          const ways = waysOut(inventory, subnet);
          const isStore = STORES.includes(kind);
          const wrong = ways.filter(
            (way) =>
              way.kind === "internet" || way.kind === "unknown" || (isStore && way.kind === "translated"),
          );
          return wrong.map((way) => ({
            urn,
            wrong:
              way.kind === "unknown"
                ? `where ${subnet.name} leads to is not known`
                : `${subnet.name} has a route to ${way.destination} ${way.kind === "internet" ? "by an internet gateway" : "by a NAT"}`,
            allowed: isStore ? "subnets without a way out" : "subnets without a route to an internet gateway",
          }));
        });
      });
  },
};
