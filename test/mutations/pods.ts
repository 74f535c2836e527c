import { at, listOf } from "../../models/manifest/values";
import { podSpec, WORKLOADS } from "../../policies/pods";
import type { PolicyResource } from "../../policies/rule";
import type { Path } from "./edit";
import type { Change } from "./statements";

const TEMPLATE: Path = ["spec", "template", "spec"];
const JOB_TEMPLATE: Path = ["spec", "jobTemplate", ...TEMPLATE];

const added = (path: Path, now: unknown): Change => ({ by: "added", path, now });

/** What a container can be given that it should not have. */
const ofContainer = (path: Path, container: unknown): Change[] => [
  added([...path, "securityContext", "privileged"], true),
  added([...path, "securityContext", "runAsUser"], 0),
  added([...path, "securityContext", "capabilities", "add"], ["SYS_ADMIN"]),
  added(
    [...path, "env"],
    [...listOf(at(container, "env")), { name: "DATABASE_PASSWORD", value: "in-clear" }],
  ),
  added(
    [...path, "ports"],
    [...listOf(at(container, "ports")), { name: "open", containerPort: 9000, hostPort: 9000 }],
  ),
];

/** What no value of a pod says, because it is absent, and a stranger would add: the node's own network, disk and rights. */
export function podAdditions(resource: PolicyResource): Change[] {
  if (!WORKLOADS.some((type) => type === resource.type)) return [];
  const path = resource.type === "kubernetes:batch/v1:CronJob" ? JOB_TEMPLATE : TEMPLATE;
  const spec = podSpec(resource);
  return [
    ...["hostNetwork", "hostPID", "hostIPC"].map((key) => added([...path, key], true)),
    added([...path, "volumes"], [...listOf(at(spec, "volumes")), { name: "node", hostPath: { path: "/" } }]),
    ...["containers", "initContainers"].flatMap((list) =>
      listOf(at(spec, list)).flatMap((container, index) => ofContainer([...path, list, index], container)),
    ),
  ];
}
