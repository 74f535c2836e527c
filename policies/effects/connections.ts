import { at, listOf, recordOf } from "../../models/manifest/values";
import { addressRange, isWithin } from "../../tiers";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";
import type { Inventory } from "./inventory";
import { entries, entriesTo, holdersOf, LOAD_BALANCER, SUBNET, type Entry, type Holder } from "./network";

/** Who can open a connection to whom. */
export interface Connection {
  readonly from: string;
  readonly to: string;
  /** `tcp 5432`; `every port`. */
  readonly ports: string;
  /** Resource that allows it. */
  readonly by: string;
}

const portsOf = ({ protocol, fromPort, toPort }: Entry): string => {
  if (protocol === "-1" || fromPort === undefined) return "every port";
  return `${protocol} ${fromPort === toPort ? fromPort : `${fromPort}–${toPort ?? "?"}`}`;
};

/** The subnets that lie in a range, or the range itself. */
function inRange(inventory: Inventory, text: string): string {
  const range = addressRange(text);
  const subnets = inventory.ofType(SUBNET).filter(({ inputs }) => {
    const own = addressRange(textOf(inputs["cidrBlock"]));
    return own !== undefined && range !== undefined && isWithin(own, range);
  });
  return subnets.length === 0 ? text : subnets.map(({ name }) => name).join(", ");
}

function sourceOf(inventory: Inventory, holders: readonly Holder[], { source }: Entry): string {
  if (source.kind === "range") return inRange(inventory, source.text);
  if (source.kind === "prefix list") return `prefix list ${source.text}`;
  const members = holders.filter(({ groups }) => groups.includes(source.text));
  return members.length === 0
    ? source.text
    : [...new Set(members.map(({ resource }) => resource.name))].join(", ");
}

const originsOf = (inventory: Inventory): Connection[] =>
  inventory.ofType("aws:cloudfront/vpcOrigin:VpcOrigin").flatMap(({ name, inputs }) => {
    const config = inputs["vpcOriginEndpointConfig"];
    const balancer = inventory.meant(LOAD_BALANCER, at(config, "arn"));
    const isPlain = at(config, "originProtocolPolicy") === "http-only";
    const port = at(config, isPlain ? "httpPort" : "httpsPort");
    return [
      {
        from: "CloudFront",
        to: balancer?.name ?? textOf(at(config, "arn")),
        ports: `tcp ${String(port)}`,
        by: name,
      },
    ];
  });

/** Labels as Kubernetes writes them; every pod for an empty selector. */
function selected(selector: unknown): string {
  const labels = Object.entries(recordOf(at(selector, "matchLabels")));
  const name = labels.find(
    ([key]) => key === "app.kubernetes.io/name" || key === "kubernetes.io/metadata.name",
  );
  const expressions = listOf(at(selector, "matchExpressions")).flatMap((one) => listOf(at(one, "values")));
  if (name !== undefined) return String(name[1]);
  if (expressions.length > 0) return expressions.map(String).join(", ");
  return labels.length === 0
    ? "every pod"
    : labels.map(([key, value]) => `${key}=${String(value)}`).join(" ");
}

function peerOf(inventory: Inventory, peer: unknown, namespace: string): string {
  const block = textOf(at(peer, "ipBlock.cidr"));
  if (block !== "") return block === "0.0.0.0/0" ? "anywhere" : inRange(inventory, block);
  const pods = at(peer, "podSelector");
  const others = at(peer, "namespaceSelector");
  const place = others === undefined ? namespace : selected(others);
  return pods === undefined ? `pods of ${place}` : `${place}/${selected(pods)}`;
}

const portOf = (port: unknown): string =>
  typeof port === "number" || typeof port === "string" ? String(port) : "every port";

function ofPolicy(inventory: Inventory, { name, inputs }: PolicyResource): Connection[] {
  const namespace = textOf(at(inputs, "metadata.namespace"));
  const own = `${namespace}/${selected(at(inputs, "spec.podSelector"))}`;
  return (["ingress", "egress"] as const).flatMap((direction) =>
    listOf(at(inputs, `spec.${direction}`)).map((rule) => {
      const peers = listOf(at(rule, direction === "ingress" ? "from" : "to"));
      const others =
        peers.length === 0 ? "anywhere" : peers.map((peer) => peerOf(inventory, peer, namespace)).join("; ");
      const ports = listOf(at(rule, "ports"));
      const numbers = [...new Set(ports.map((port) => portOf(at(port, "port"))))];
      return {
        from: direction === "ingress" ? others : own,
        to: direction === "ingress" ? own : others,
        ports: numbers.length === 0 ? "every port" : numbers.join(", "),
        by: name,
      };
    }),
  );
}

/** Connections between what has an address in the VPC, by origins and security groups. */
export function connections(inventory: Inventory): readonly Connection[] {
  const holders = holdersOf(inventory);
  const all = entries(inventory, "ingress");
  const ofHolders = holders
    .filter(({ kind }) => kind !== "cluster")
    .flatMap((holder) =>
      entriesTo(inventory, holder, all).map((entry) => ({
        from: sourceOf(inventory, holders, entry),
        to: holder.resource.name,
        ports: portsOf(entry),
        by: entry.resource.name,
      })),
    );
  return [...originsOf(inventory), ...ofHolders];
}

/** Connections of pods: what one side's policy lets out the other's must let in. */
export const podConnections = (inventory: Inventory): readonly Connection[] =>
  inventory
    .ofType("kubernetes:networking.k8s.io/v1:NetworkPolicy")
    .flatMap((policy) => ofPolicy(inventory, policy));
