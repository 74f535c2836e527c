import { everyContainer, WORKLOADS } from "../pods";
import { at } from "../../models/manifest/values";
import { shown, textOf } from "../read";
import type { PolicyResource, ResourceRule } from "../rule";

/**
 * The shipper of logs: what containers print is root's on the node. It has no capability, a root file system that is read only, and
 * no way to write to the node; any other pod of its namespace is refused.
 */
const READS_NODE_LOGS = "logs/fluent-bit";

const isShipper = ({ type, inputs }: PolicyResource): boolean =>
  type === "kubernetes:apps/v1:DaemonSet" &&
  `${textOf(at(inputs, "metadata.namespace"))}/${textOf(at(inputs, "metadata.name"))}` === READS_NODE_LOGS;

const runAsNonRoot = everyContainer((container, pod) => {
  const value = at(container, "securityContext.runAsNonRoot") ?? at(pod, "securityContext.runAsNonRoot");
  return value === true ? undefined : { wrong: `runAsNonRoot is ${shown(value)}`, allowed: "true" };
});

export const requireNonRoot: ResourceRule = {
  id: "require-non-root",
  title: "Containers do not run as root",
  rationale: "A container escape as root takes over the node.",
  remedy: "Set securityContext.runAsNonRoot to true.",
  severity: "high",
  source: "Kubernetes Pod Security Standards, restricted",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: (resource) => (isShipper(resource) ? [] : runAsNonRoot(resource)),
};
