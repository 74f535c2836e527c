import { at, listOf, recordOf } from "../../models/manifest/values";
import { openBlocks } from "../../tiers";
import { shown, textOf } from "../read";
import type { Problem, ResourceRule } from "../rule";

/** Names are asked of a resolver whose address a cluster chooses, and AWS's own services answer on HTTPS anywhere. */
const PORTS_OUT = [53, 443];

const isEmpty = (value: unknown): boolean => Object.keys(recordOf(value)).length === 0;

/** A selector that takes in everything. */
const selectsAll = (peer: unknown): boolean =>
  ["namespaceSelector", "podSelector"].some(
    (key) =>
      at(peer, key) !== undefined &&
      isEmpty(at(peer, `${key}.matchLabels`)) &&
      listOf(at(peer, `${key}.matchExpressions`)).length === 0,
  ) &&
  ["namespaceSelector", "podSelector"].every((key) => at(peer, key) === undefined || isEmpty(at(peer, key)));

function problemsOf(direction: "ingress" | "egress", rule: unknown): Problem[] {
  const peers = listOf(at(rule, direction === "ingress" ? "from" : "to"));
  const ports = listOf(at(rule, "ports"));
  const blocks = peers.map((peer) => textOf(at(peer, "ipBlock.cidr"))).filter((cidr) => cidr !== "");
  const isOpen = openBlocks(blocks).length > 0;
  const numbers = ports.map((port) => at(port, "port"));
  return [
    ...(peers.length === 0 || peers.some(selectsAll)
      ? [{ wrong: `a rule of ${direction} is for everybody`, allowed: "named pods, namespaces or ranges" }]
      : []),
    ...(numbers.length === 0 ||
    numbers.some((port) => port === undefined) ||
    ports.some((port) => at(port, "endPort") !== undefined)
      ? [{ wrong: `a rule of ${direction} is for every port`, allowed: "named ports" }]
      : []),
    ...(isOpen && (direction === "ingress" || numbers.some((port) => !PORTS_OUT.includes(Number(port))))
      ? [
          {
            wrong: `a rule of ${direction} is for ${blocks.map(shown).join(", ")} on ${numbers.map(shown).join(", ")}`,
            allowed:
              direction === "ingress" ? "no range of the internet" : `ports ${PORTS_OUT.join(" and ")} alone`,
          },
        ]
      : []),
  ];
}

export const forbidOpenNetworkPolicies: ResourceRule = {
  id: "forbid-open-network-policies",
  title: "Network policies name who may talk to whom, and on which port",
  rationale: "A rule without peers or ports lets every pod reach every other, as if there were no policy.",
  remedy: "Name ports, and pods, namespaces or ranges, in each rule of the policy.",
  severity: "high",
  source: "CIS Kubernetes 5.3.2",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["kubernetes:networking.k8s.io/v1:NetworkPolicy"],
  check: ({ inputs }) =>
    (["ingress", "egress"] as const).flatMap((direction) =>
      listOf(at(inputs, `spec.${direction}`)).flatMap((rule) => problemsOf(direction, rule)),
    ),
};
