import { contractStep, upgradeStep, type Step } from "../../models/advice/advice";
import { candidatesFor, type Candidate } from "../../models/advice/candidates";
import { capacityOf } from "../../models/capacity/capacity";
import type { CapacityCoefficients } from "../../models/capacity/coefficients";
import { upgradeReport } from "../../models/upgrade/upgrade";
import { InputError, tierNamed } from "../../tiers";
import { recordSetting, recordStackStep, recordStep, type RecordedStep } from "../record/record-step";
import type { Subject } from "../record/subject";
import { stackEnd } from "./stack-end";

/** @throws InputError where the schema refuses an override, those of the stack among them */
async function recorded(subject: Subject, { way }: Candidate): Promise<RecordedStep | undefined> {
  if (way.kind === "contract") return undefined;
  const { stack, tier } = subject;
  if (way.kind === "override")
    return stack === undefined
      ? await recordSetting(tier, way.settings)
      : await recordStackStep(stackEnd(subject), stackEnd(subject, { settings: way.settings }));
  return stack === undefined
    ? await recordStep(tier, way.to, false)
    : await recordStackStep(stackEnd(subject), stackEnd(subject, { to: way.to }));
}

/**
 * What can be done about a tier or a stack, with the dollars and minutes that `cost` and `upgrade` have for it. A step that
 * the schema refuses, because of an override of the stack for example, is none.
 */
export async function advisedSteps(subject: Subject, coefficients: CapacityCoefficients): Promise<Step[]> {
  const steps: Step[] = [];
  const spec = typeof subject.sizes === "string" ? tierNamed(subject.sizes) : subject.sizes;
  // One after another: a process holds one mocked program at a time.
  for (const candidate of candidatesFor(spec)) {
    try {
      const step = await recorded(subject, candidate);
      steps.push(
        step === undefined
          ? contractStep(candidate)
          : upgradeStep(
              candidate,
              upgradeReport(step.from, step.to, step.between, step.overrides),
              capacityOf(step.to.spec, { coefficients }),
            ),
      );
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
    }
  }
  return steps;
}
