import type { PolicyResource } from "./rule";

/** The stack's own URN, from that of anything in it. */
export function stackUrn(resources: readonly Pick<PolicyResource, "urn">[]): string {
  const [scope = "", project = ""] = (resources[0]?.urn ?? "").split("::");
  return `${scope}::${project}::pulumi:pulumi:Stack::${project}-${scope.split(":").at(-1) ?? ""}`;
}
