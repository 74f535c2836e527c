import {
  aboutRestore,
  asking,
  beginning,
  COUNT,
  SERVES,
  statusOf,
  UNCHANGED,
  type PlanPhase,
  type RestorePlan,
  type RestoreQuestion,
  type RestoreUp,
} from "./restore";

const SECONDS_PER_MINUTE = 60;

/**
 * The way of a shard whose instance is gone to one made from a backup: a single `up`, since nothing is there to make it
 * beside.
 * @param up what it does, but for what is gone already
 */
export function lostPlan(
  question: RestoreQuestion,
  of: Pick<RestorePlan, "tier" | "stack">,
  up: Omit<RestoreUp, "step">,
): RestorePlan {
  const { minutesMin, minutesMax, creates, deletes } = up;
  const { formerIdentifier, restoredIdentifier, time, snapshot } = question;
  const phase: PlanPhase = {
    number: 1,
    title: "The restored instance in place of the one that is gone",
    why: `Only what RDS has no more leaves the state. Without \`lost\`, or by an \`up\` before it, ${formerIdentifier} would be made anew, empty, and the product would write into it.`,
    commands: ["pulumi refresh", ...beginning(question), "pulumi preview", "pulumi up"],
    check: "pulumi up ends without an error, a second preview shows no change, and:",
    checks: [
      UNCHANGED,
      statusOf(restoredIdentifier),
      { command: asking(restoredIdentifier, "ANALYZE"), expected: "ANALYZE" },
      {
        command: asking(restoredIdentifier, COUNT),
        expected: "every table has about the rows it should",
      },
      ...SERVES,
    ],
    rollback: "None but another restore. Cut off, pulumi up goes on where it was.",
    minutesMin,
    minutesMax,
    downtime: {
      class: "outage",
      secondsMin: minutesMin * SECONDS_PER_MINUTE,
      secondsMax: minutesMax * SECONDS_PER_MINUTE,
    },
    dataRisk: "loss",
    atRisk: `Everything written after ${time ?? `the snapshot ${snapshot ?? ""}`} was on the instance that is gone, and is lost with it.`,
    creates: [...creates],
    deletes: [...deletes],
  };
  return {
    ...aboutRestore(question, of),
    extraUsdPerDay: 0,
    minutesUntilServingMin: minutesMin,
    minutesUntilServingMax: minutesMax,
    phases: [phase],
  };
}
