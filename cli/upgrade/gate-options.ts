import { Option, type Command } from "commander";
import { closedGate, type Acknowledgement, type DowntimeClass } from "../../models/upgrade/gate";
import type { UpgradeReport } from "../../models/upgrade/report";
import { DOWNTIME_CLASSES } from "../../kinds/facts";
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

/** What the acknowledgements file lets through. @throws InputError */
export const acknowledgedSteps = ({ acknowledgements }: GateOptions): readonly Acknowledgement[] =>
  acknowledgements === undefined ? [] : readAcknowledgements(acknowledgements);

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
