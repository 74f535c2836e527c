import { Option } from "commander";
import { assuming, type NodeAssumption } from "../../models/cost/nodes/node-assumption";
import { RESERVATIONS, type Reservation } from "../../models/cost/nodes/reservation";
import { tierNodes } from "../../models/cost/nodes/tier-nodes";
import { placementReport } from "../../models/reports/placement";
import { InputError, PODS_PER_NODE, show, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { placementDocument } from "./placement-document";

interface PlacementOptions extends OutputOptions {
  readonly stack?: string;
  readonly reserved: Reservation;
  readonly allocatable: number;
  readonly podsPerNode: number;
}

/** `scale placement <tier>`, `--stack <name>`: which pod lands on which node. */
async function placementCommand(subject: Subject, assumption: NodeAssumption): Promise<Result> {
  const manifest = await recordedManifest(subject.sizes, subject.config);
  const pools = tierNodes(manifest, assumption);
  const report = placementReport(subject.tier, pools, assumption);
  return resultOf(withStack(report, subject), () => placementDocument(pools, subject.title));
}

/** @throws InputError for a text that is no whole number within the bounds */
const wholeNumber =
  (option: string, least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InputError(`${option} is ${show(text)}. Give a whole number from ${least} to ${most}.`);
  };

export const registerPlacement: Register = (program, run) => {
  reportCommand(program, "placement", "which pod lands on which node, and the room that is left there")
    .addArgument(tierArgument("[tier]"))
    .addOption(stackOption())
    .addOption(
      new Option("--reserved <memory>", "for how many pods a node reserves memory")
        .choices(RESERVATIONS)
        .default("podLimit"),
    )
    .addOption(
      new Option("--allocatable <percent>", "what your nodes have of that, as kubectl shows it")
        .argParser(wholeNumber("--allocatable", 50, 150))
        .default(100),
    )
    .addOption(
      new Option("--pods-per-node <count>", "pods that your nodes take")
        .argParser(wholeNumber("--pods-per-node", 4, 250))
        .default(PODS_PER_NODE),
    )
    .action((tier: TierName | undefined, options: PlacementOptions) =>
      run(options, () =>
        placementCommand(
          subjectOf(tier, options.stack),
          assuming({
            reservation: options.reserved,
            allocatablePercent: options.allocatable,
            podsPerNode: options.podsPerNode,
          }),
        ),
      ),
    );
};
