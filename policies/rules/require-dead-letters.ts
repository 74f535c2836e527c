import { at, isRecord } from "../../models/manifest/values";
import { QUEUE } from "../effects/companions";
import { inventoryOf } from "../effects/inventory";
import { shown, textOf } from "../read";
import type { PolicyResource, StackRule } from "../rule";

/** A message that fails more often than this only keeps workers busy. */
const RECEIVES_MAX = 10;

function redriveOf({ inputs }: PolicyResource): unknown {
  const given = inputs["redrivePolicy"];
  if (isRecord(given)) return given;
  try {
    return JSON.parse(textOf(given)) as unknown;
  } catch {
    return undefined;
  }
}

export const requireDeadLetters: StackRule = {
  id: "require-dead-letters",
  title: "A message that fails again and again is put aside, and kept longer than the queue keeps it",
  rationale: "It would come back until it expires, and then be lost without anybody knowing.",
  remedy: "Give the queue a redrivePolicy that names a queue of the stack, with a longer retention.",
  severity: "medium",
  source: "Amazon SQS Developer Guide, Dead-letter queues",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const queues = inventory.ofType(QUEUE);
    const targetOf = (queue: PolicyResource): PolicyResource | undefined =>
      inventory.meant(QUEUE, at(redriveOf(queue), "deadLetterTargetArn"));
    const rightsOf = (queue: PolicyResource): readonly PolicyResource[] =>
      inventory.pointingAt(queue, "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "queueUrl");
    const targets = queues.flatMap((queue) => {
      const target = targetOf(queue);
      return target === undefined || target === queue ? [] : [target];
    });
    return queues
      .filter(
        (queue) =>
          !targets.includes(queue) &&
          !(rightsOf(queue).length > 0 && queue.inputs["redrivePolicy"] === undefined),
      )
      .flatMap((queue) => {
        const { urn, inputs } = queue;
        const target = targetOf(queue);
        if (target === undefined || target === queue)
          return [
            {
              urn,
              wrong: "nothing takes what fails",
              allowed: "a queue of the stack as deadLetterTargetArn",
            },
          ];
        const count = at(redriveOf(queue), "maxReceiveCount");
        const kept = Number(target.inputs["messageRetentionSeconds"] ?? 0);
        const isClosed = rightsOf(target).some((policy) =>
          textOf(policy.inputs["redriveAllowPolicy"]).includes('"byQueue"'),
        );
        return [
          ...(typeof count === "number" && count >= 1 && count <= RECEIVES_MAX
            ? []
            : [{ urn, wrong: `maxReceiveCount is ${shown(count)}`, allowed: `1 to ${RECEIVES_MAX}` }]),
          ...(kept > Number(inputs["messageRetentionSeconds"] ?? 0)
            ? []
            : [
                {
                  urn: target.urn,
                  wrong: `messageRetentionSeconds is ${shown(target.inputs["messageRetentionSeconds"])}`,
                  allowed: `more than that of ${queue.name}`,
                },
              ]),
          ...(isClosed
            ? []
            : [
                {
                  urn: target.urn,
                  wrong: "any queue of the account may put messages into it",
                  allowed: "a RedriveAllowPolicy by queue",
                },
              ]),
        ];
      });
  },
};
