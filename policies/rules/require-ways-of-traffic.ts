import { inventoryOf, type Inventory } from "../effects/inventory";
import { entries, entriesTo, holdersOf, SUBNET, waysOut, type Entry, type Holder } from "../effects/network";
import { shown } from "../read";
import type { PolicyResource, StackProblem, StackRule } from "../rule";

const DEFAULT_ROUTE = "0.0.0.0/0";

/** Problems of one side of a hop: something else passes it, or what should does not. */
function hop(
  { resource }: Holder,
  passing: readonly Entry[],
  isWanted: (entry: Entry) => boolean,
  what: string,
): StackProblem[] {
  const { urn } = resource;
  const others = passing.filter((entry) => !isWanted(entry));
  return [
    ...others.map((entry) => ({
      urn,
      wrong: `${entry.resource.name} is for ${shown(entry.source.text)}`,
      allowed: what,
    })),
    ...(passing.some(isWanted) ? [] : [{ urn, wrong: `nothing is for ${what}`, allowed: what }]),
  ];
}

/** Each subnet of the nodes has a way out by a NAT of the stack. */
function nodesOut(inventory: Inventory, { resource: { urn }, subnets }: Holder): StackProblem[] {
  return subnets.flatMap((id) => {
    const subnet = inventory.meant(SUBNET, id);
    const ways: readonly { readonly destination: string; readonly kind: string }[] =
      subnet === undefined ? [] : waysOut(inventory, subnet);
    return ways.some(({ destination, kind }) => destination === DEFAULT_ROUTE && kind === "translated")
      ? []
      : [
          {
            urn,
            wrong: `${subnet?.name ?? id} has no way out`,
            allowed: `a route of ${DEFAULT_ROUTE} to a NAT`,
          },
        ];
  });
}

/** A NAT stands in a subnet that reaches the internet. */
function natsOut(inventory: Inventory, nats: readonly PolicyResource[]): StackProblem[] {
  return nats.flatMap(({ urn, inputs }) => {
    const subnet = inventory.meant(SUBNET, inputs["subnetId"]);
    return subnet !== undefined && waysOut(inventory, subnet).some(({ kind }) => kind === "internet")
      ? []
      : [{ urn, wrong: `its subnet has no way to the internet`, allowed: "a public subnet" }];
  });
}

export const requireWaysOfTraffic: StackRule = {
  id: "require-ways-of-traffic",
  title:
    "CloudFront reaches the load balancer, this the pods, and the pods the internet by a NAT, and nobody else does",
  rationale:
    "One rule or route that points elsewhere stops the product, or lets somebody else stand in its way.",
  remedy: "Let the rule or the route name what it is for.",
  severity: "high",
  source: "docs/architecture.md",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const holders = holdersOf(inventory);
    const of = (kind: Holder["kind"]): Holder[] => holders.filter((holder) => holder.kind === kind);
    const [into, out] = [entries(inventory, "ingress"), entries(inventory, "egress")];
    const groupsOf = (kind: Holder["kind"]): string[] => of(kind).flatMap(({ groups }) => groups);
    const isGroup =
      (groups: readonly string[]) =>
      ({ source }: Entry): boolean =>
        source.kind === "group" && groups.includes(source.text);
    const balancers = groupsOf("load balancer");
    const nodes = groupsOf("nodes");
    return [
      ...of("load balancer").flatMap((holder) => [
        ...hop(
          holder,
          entriesTo(inventory, holder, into),
          ({ source }) => source.kind === "prefix list",
          "CloudFront's prefix list",
        ),
        ...hop(holder, entriesTo(inventory, holder, out), isGroup(nodes), "the nodes"),
      ]),
      ...of("nodes").flatMap((holder) => [
        ...hop(holder, entriesTo(inventory, holder, into), isGroup(balancers), "the load balancer"),
        ...nodesOut(inventory, holder),
      ]),
      ...natsOut(inventory, [
        ...inventory.ofType("aws:ec2/natGateway:NatGateway"),
        ...inventory.ofType("aws:ec2/networkInterface:NetworkInterface"),
      ]),
    ];
  },
};
