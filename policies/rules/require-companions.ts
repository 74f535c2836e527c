import { COMPANIONS } from "../effects/companions";
import { inventoryOf } from "../effects/inventory";
import type { StackRule } from "../rule";

const shortName = (type: string): string => type.split(":").at(-1) ?? type;

export const requireCompanions: StackRule = {
  id: "require-companions",
  title:
    "Buckets, queues, topics, secrets, subnets and clusters have the settings that AWS keeps apart from them",
  rationale:
    "A public access block, a policy or a subscription that is missing breaks nothing that anybody would notice.",
  remedy: "Add it, and let it name the resource.",
  severity: "critical",
  source: "CIS AWS Foundations 2.1, 3.7; AWS Well-Architected, SEC08",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources, { tier }) => {
    const inventory = inventoryOf(resources);
    return Object.entries(COMPANIONS).flatMap(([type, companions]) =>
      inventory.ofType(type).flatMap((resource) =>
        companions
          .filter(
            ({ type: wanted, by, when }) =>
              when?.(resource, tier) !== false && inventory.pointingAt(resource, wanted, by).length === 0,
          )
          .map(({ type: wanted, without }) => ({
            urn: resource.urn,
            wrong: `it has no ${shortName(wanted)}: ${without}`,
            allowed: "one that names it",
          })),
      ),
    );
  },
};
