import { listOf } from "../../models/manifest/values";
import { inventoryOf } from "../effects/inventory";
import { deafness } from "../effects/listeners";
import { shown, textOf } from "../read";
import type { StackRule } from "../rule";

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const ALARMS = ["aws:cloudwatch/metricAlarm:MetricAlarm", COMPOSITE];

/** Names of alarms that a composite alarm asks: they speak through that one. */
const askedIn = (rule: unknown): string[] =>
  [...textOf(rule).matchAll(/\bALARM\("([^"]+)"\)/g)].map(([, name = ""]) => name);

export const requireHeardAlarms: StackRule = {
  id: "require-heard-alarms",
  title: "Every alarm reaches somebody",
  rationale: "An alarm that nobody hears looks on a dashboard like one that has not gone off.",
  remedy:
    "Name a topic of the stack in alarmActions, with a subscription, and let CloudWatch publish to it and use its key.",
  severity: "high",
  source: "AWS Well-Architected, OPS08-BP04",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const asked = inventory.ofType(COMPOSITE).flatMap(({ inputs }) => askedIn(inputs["alarmRule"]));
    return inventory.ofType(...ALARMS).flatMap(({ urn, inputs }) => {
      const actions = listOf(inputs["alarmActions"]);
      const isOff = inputs["actionsEnabled"] === false;
      if (isOff) return [{ urn, wrong: `actionsEnabled is ${shown(false)}`, allowed: "true" }];
      if (actions.length === 0 && asked.includes(textOf(inputs["name"]))) return [];
      if (actions.length === 0) return [{ urn, wrong: "alarmActions is empty", allowed: "a topic" }];
      return actions.flatMap((arn) => {
        const why = deafness(inventory, arn, "cloudwatch.amazonaws.com");
        return why === undefined ? [] : [{ urn, wrong: why, allowed: "a topic that somebody hears" }];
      });
    });
  },
};
