import { Option, type Command } from "commander";
import {
  closedGate,
  stepAcknowledgements,
  stepsOf,
  withoutStep,
  type Acknowledgement,
  type Acknowledgements,
  type DowntimeClass,
} from "../../models/upgrade/gate";
import type { UpgradeReport } from "../../models/upgrade/report";
import { DOWNTIME_CLASSES } from "../../kinds/facts";
import { didYouMean, InputError, show } from "../../tiers";
import { readAcknowledgements } from "../read/read-acknowledgements";

/** What a person lets through. */
export interface GateOptions {
  readonly gate?: true;
  readonly allowDowntime?: DowntimeClass;
  /** File. */
  readonly acknowledgements?: string;
}

/** Adds the options of the gate to a command. */
export const addGateOptions = (command: Command): Command =>
  command
    .addOption(new Option("--gate", "exit 3 when a step needs somebody's consent"))
    .addOption(
      new Option(
        "--allow-downtime <class>",
        "the worst downtime the gate lets through (default: failover)",
      ).choices(DOWNTIME_CLASSES),
    )
    .addOption(new Option("--acknowledgements <file>", "steps the gate lets through, YAML or JSON"));

/** @throws InputError for an option that does nothing without the gate: whoever gives it believes that there is one */
function demandGate({ gate, acknowledgements, allowDowntime }: GateOptions): void {
  if (gate === true) return;
  const idle = [
    ...(acknowledgements === undefined ? [] : ["--acknowledgements"]),
    ...(allowDowntime === undefined ? [] : ["--allow-downtime"]),
  ];
  if (idle.length === 0) return;
  throw new InputError(
    `${idle.join(" and ")} ${idle.length === 1 ? "does" : "do"} nothing without --gate: no gate would be closed. Add --gate.`,
  );
}

/** The acknowledgements file. @throws InputError */
export function acknowledgementsOf(options: GateOptions): Acknowledgements {
  demandGate(options);
  return options.acknowledgements === undefined ? [] : readAcknowledgements(options.acknowledgements);
}

/** The single steps that the acknowledgements file lets through. @throws InputError */
export function acknowledgedSteps(options: GateOptions): readonly Acknowledgement[] {
  return stepAcknowledgements(acknowledgementsOf(options));
}

/** @throws InputError naming each acknowledgement of a step that no plan between its tiers has */
export function refuseWithoutStep(
  acknowledged: readonly Acknowledgement[],
  reports: readonly UpgradeReport[],
  { acknowledgements: file = "" }: GateOptions,
  day: string,
): void {
  const idle = withoutStep(acknowledged, reports, day);
  if (idle.length === 0) return;
  throw new InputError(
    `The acknowledgements file ${file} names steps that the plan does not have. Correct or remove them:`,
    idle.map(({ step, owner, from, to }) => ({
      path: `${from} to ${to} (${owner})`,
      given: show(step),
      allowed: `the logical name of a step, as the report prints it${didYouMean(
        step,
        reports.filter((report) => report.from === from && report.to === to).flatMap(stepsOf),
      )}`,
    })),
  );
}

/**
 * What the gate has against a step; nothing unless it is asked for.
 * @param day YYYY-MM-DD
 */
export const objectionsTo = (
  report: UpgradeReport,
  { gate, allowDowntime = "failover" }: GateOptions,
  acknowledged: readonly Acknowledgement[],
  day: string,
): readonly string[] => (gate === true ? closedGate(report, allowDowntime, acknowledged, day) : []);

/** What a closed gate says; `undefined` when it is open. */
export const gateText = (title: string, objections: readonly string[]): string | undefined =>
  objections.length === 0 ? undefined : [title, ...objections].join("\n  ");
