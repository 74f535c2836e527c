import { at, listOf } from "../models/manifest/values";
import { shown, textOf } from "./read";
import type { PolicyResource, Problem } from "./rule";

/** Types whose objects make pods. */
export const WORKLOADS = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:batch/v1:Job",
  "kubernetes:batch/v1:CronJob",
] as const;

/** Those that answer requests as long as they run. */
export const SERVERS = WORKLOADS.slice(0, 3);

export function podSpec({ type, inputs }: PolicyResource): unknown {
  const template =
    type === "kubernetes:batch/v1:CronJob"
      ? at(inputs, "spec.jobTemplate.spec.template")
      : at(inputs, "spec.template");
  return at(template, "spec");
}

export interface Container {
  readonly name: string;
  readonly container: unknown;
}

/** Containers of a pod, those that run before it included. */
export function containersOf(resource: PolicyResource): Container[] {
  const spec = podSpec(resource);
  return ["initContainers", "containers"]
    .flatMap((key) => listOf(at(spec, key)))
    .map((container) => ({ name: textOf(at(container, "name")), container }));
}

/** A check of every container. */
export const everyContainer =
  (check: (container: unknown, pod: unknown) => Problem | undefined) =>
  (resource: PolicyResource): Problem[] =>
    containersOf(resource).flatMap(({ name, container }) => {
      const problem = check(container, podSpec(resource));
      return problem === undefined ? [] : [{ ...problem, wrong: `container ${name}: ${problem.wrong}` }];
    });

/** A check that every container's security context has this value. */
export const everySecurityContext = (field: string, wanted: boolean) =>
  everyContainer((container) => {
    const value = at(container, `securityContext.${field}`);
    return value === wanted ? undefined : { wrong: `${field} is ${shown(value)}`, allowed: String(wanted) };
  });
