import { at, listOf } from "../../models/manifest/values";
import { majorVersion } from "../../models/manifest/version";
import { isPromoted, isReplica } from "../../kinds/rds/replica";
import { inventoryOf } from "../effects/inventory";
import { CACHE, DATABASE } from "../effects/network";
import { shown, textOf } from "../read";
import type { StackRule } from "../rule";

const GROUPS = [
  {
    store: DATABASE,
    input: "parameterGroupName",
    group: "aws:rds/parameterGroup:ParameterGroup",
  },
  {
    store: CACHE,
    input: "parameterGroupName",
    group: "aws:elasticache/parameterGroup:ParameterGroup",
  },
] as const;

export const requireUsedParameterGroups: StackRule = {
  id: "require-used-parameter-groups",
  title: "Every store has a parameter group of the stack, of its own engine version, and every group is used",
  rationale:
    "With AWS's default group, TLS, limits and eviction are as AWS pleases, whatever the stack's own group says.",
  remedy: "Name the stack's group in parameterGroupName, and the engine's version in its family.",
  severity: "high",
  source: "AWS Well-Architected, SEC06-BP02",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    return GROUPS.flatMap(({ store, input, group: type }) => {
      const used = new Set<string>();
      const ofStores = inventory.ofType(store).flatMap((resource) => {
        const { urn, inputs } = resource;
        const group = inventory.meant(type, inputs[input]);
        if (group === undefined)
          return [{ urn, wrong: `${input} is ${shown(inputs[input])}`, allowed: "a group of the stack" }];
        used.add(group.urn);
        const family = textOf(group.inputs["family"]);
        const version = majorVersion(inputs["engineVersion"]);
        return isReplica(resource) ||
          isPromoted(resource) ||
          family === `${textOf(inputs["engine"])}${version}`
          ? []
          : [
              {
                urn,
                wrong: `${group.name} is for ${family}`,
                allowed: `${textOf(inputs["engine"])}${version}`,
              },
            ];
      });
      const unused = inventory
        .ofType(type)
        .filter(({ urn }) => !used.has(urn))
        .map(({ urn, inputs }) => ({
          urn,
          wrong: `no store uses it, with ${listOf(at(inputs, "parameters")).length} parameters`,
          allowed: "groups that are used",
        }));
      return [...ofStores, ...unused];
    });
  },
};
