import { isPilot } from "../../kinds/rds/replica";
import { inventoryOf } from "../effects/inventory";
import { entries, entriesTo, holdersOf, type Entry } from "../effects/network";
import { shown } from "../read";
import type { StackRule } from "../rule";

const STORES: readonly string[] = ["database", "cache"];

const portsOf = ({ protocol, fromPort, toPort }: Entry): string =>
  protocol === "-1" || fromPort === undefined ? "every port" : `${protocol} ${fromPort} to ${toPort ?? "?"}`;

const isOnePort = ({ protocol, fromPort, toPort }: Entry, port: unknown): boolean =>
  protocol === "tcp" && fromPort === port && toPort === port;

/** Ports of the stores where the inputs name none: a replica takes over that of its primary. */
const PORTS: Readonly<Record<string, number>> = { database: 5432, cache: 6379 };

export const forbidStrangersAtStores: StackRule = {
  id: "forbid-strangers-at-stores",
  title: "Only the cluster's nodes reach the databases and caches, on their one port",
  rationale: "Whoever reaches a store's port can try passwords, or use a leaked one.",
  remedy: "Let in the security group of the nodes, and the store's own, on the port of the store.",
  severity: "critical",
  source: "AWS Well-Architected, SEC05-BP02",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const holders = holdersOf(inventory);
    const all = entries(inventory, "ingress");
    const nodes = holders.filter(({ kind }) => kind === "nodes").flatMap(({ groups }) => groups);
    return holders
      .filter(({ kind }) => STORES.includes(kind))
      .flatMap((holder) => {
        const { urn, inputs } = holder.resource;
        if (holder.groups.length === 0)
          return [
            { urn, wrong: "it has no security group of its own", allowed: "a group that lets in the nodes" },
          ];
        const port = typeof inputs["port"] === "number" ? inputs["port"] : PORTS[holder.kind];
        const own = entriesTo(inventory, holder, all);
        const isFriend = ({ source }: Entry): boolean =>
          source.kind === "group" && [...nodes, ...holder.groups].includes(source.text);
        const strangers = own.filter((entry) => !isFriend(entry) || !isOnePort(entry, port));
        const problems = strangers.map((entry) => ({
          urn,
          wrong: `${entry.resource.name} lets in ${shown(entry.source.text)} on ${portsOf(entry)}`,
          allowed: `the nodes and the store itself, on tcp ${port}`,
        }));
        // Nothing that waits for the loss of another region has nodes yet.
        return isPilot(resources) ||
          own.some((entry) => entry.source.kind === "group" && nodes.includes(entry.source.text))
          ? problems
          : [...problems, { urn, wrong: "no rule lets in the nodes", allowed: "the nodes' security group" }];
      });
  },
};
