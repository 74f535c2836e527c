import { isPilot } from "../../kinds/rds/replica";
import { WATCHED_PARTS } from "../../models/load/capacity-parts";
import { rowsOf } from "../../models/promises/alarms/alarms-of-tier";
import { PROMISES } from "../../models/promises/table";
import { alarmsByPromise } from "../alarms";
import type { StackRule } from "../rule";
import { stackUrn } from "../stack-urn";

export const requireSaturationAlarms: StackRule = {
  id: "require-saturation-alarms",
  title: "Every part of the capacity model has an alarm before it is full",
  rationale: "A part that fills up unseen is found by users.",
  remedy: "Give a row of models/promises the part in capacityParts, and its alarm the tag promise.",
  severity: "high",
  source: "docs/promises.md",
  whenUnknown: "refuse",
  scope: "stack",
  check: (resources, { tier }) => {
    // What waits for the loss of another region serves nobody, and fills up with nobody.
    if (isPilot(resources)) return [];
    const there = alarmsByPromise(resources);
    const rows = rowsOf(PROMISES, tier);
    return WATCHED_PARTS.flatMap((part) => {
      const watching = rows.filter(({ capacityParts }) => capacityParts.includes(part));
      return watching
        .filter(({ id }) => !there.has(id))
        .map(({ id }) => ({
          urn: stackUrn(resources),
          wrong: `nothing watches how full ${part} is`,
          allowed: `an alarm of ${id}`,
        }));
    });
  },
};
