import { at, isRecord, listOf, recordOf } from "../../models/manifest/values";
import type { Path } from "./edit";
import type { Break } from "./mutant";
import type { Change } from "./statements";

const EVERYWHERE = [{ ipBlock: { cidr: "0.0.0.0/0" } }];
const HALVES = [{ ipBlock: { cidr: "0.0.0.0/1" } }, { ipBlock: { cidr: "128.0.0.0/1" } }];

const change = (by: Break, path: Path, now: unknown): Change => ({ by, path, now });

function ofPeer(peer: unknown, path: Path): Change[] {
  const keys = Object.keys(isRecord(peer) ? peer : {}).filter((key) => key !== "ipBlock");
  return keys.map((key) => change("widened", [...path, key], {}));
}

function ofRule(rule: unknown, peers: "from" | "to", path: Path): Change[] {
  const isOpen = listOf(at(rule, peers)).some((peer) => at(peer, "ipBlock.cidr") === "0.0.0.0/0");
  return [
    change("removed", [...path, peers], undefined),
    change("emptied", [...path, peers], []),
    ...(isOpen
      ? []
      : [change("widened", [...path, peers], EVERYWHERE), change("widened", [...path, peers], HALVES)]),
    change("removed", [...path, "ports"], undefined),
    change("widened", [...path, "ports"], [{ protocol: "TCP", port: 1, endPort: 65_535 }]),
    ...listOf(at(rule, peers)).flatMap((peer, index) => ofPeer(peer, [...path, peers, index])),
  ];
}

/**
 * What can be broken in a NetworkPolicy. Policies add up, and each only allows: a peer or a port less allows less, so it
 * is no break, and one more is.
 */
export function networkPolicyChanges(spec: unknown, path: Path): Change[] {
  const types = listOf(at(spec, "policyTypes"));
  const rules = (["ingress", "egress"] as const).flatMap((direction) =>
    listOf(at(spec, direction)).flatMap((rule, index) =>
      ofRule(rule, direction === "ingress" ? "from" : "to", [...path, direction, index]),
    ),
  );
  return [
    ...rules,
    // Of what allows, the types say nothing that its rules do not say.
    ...(rules.length > 0
      ? []
      : [
          change("removed", [...path, "policyTypes"], undefined),
          ...types.map((_, index) => change("removed", [...path, "policyTypes", index], undefined)),
        ]),
    ...(Object.keys(recordOf(at(spec, "podSelector"))).length === 0
      ? []
      : [change("widened", [...path, "podSelector"], {})]),
    ...(types.includes("Ingress")
      ? [change("added", [...path, "ingress"], [...listOf(at(spec, "ingress")), {}])]
      : []),
    ...(types.includes("Egress")
      ? [change("added", [...path, "egress"], [...listOf(at(spec, "egress")), {}])]
      : []),
  ];
}
