import { Option } from "commander";
import { RESERVATIONS, type Reservation } from "../../models/cost/nodes/reservation";
import { tierNodes } from "../../models/cost/nodes/tier-nodes";
import type { TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { placementDocument, placementJson } from "./placement-document";

interface PlacementOptions extends OutputOptions {
  readonly stack?: string;
  readonly reserved: Reservation;
}

/** `scale placement <tier>`, `--stack <name>`: which pod lands on which node. */
async function placementCommand(subject: Subject, reserved: Reservation): Promise<Result> {
  const manifest = await recordedManifest(subject.sizes, subject.config);
  const pools = tierNodes(manifest, reserved);
  const json = { schemaVersion: 1, tier: subject.tier, reserved, pools: pools.map(placementJson) };
  return resultOf(withStack(json, subject), () => placementDocument(pools, subject.title));
}

export const registerPlacement: Register = (program, run) => {
  reportCommand(program, "placement", "which pod lands on which node, and the room that is left there")
    .addArgument(tierArgument("[tier]"))
    .addOption(stackOption())
    .addOption(
      new Option("--reserved <memory>", "for how many pods a node reserves memory")
        .choices(RESERVATIONS)
        .default("podLimit"),
    )
    .action((tier: TierName | undefined, options: PlacementOptions) =>
      run(options, () => placementCommand(subjectOf(tier, options.stack), options.reserved)),
    );
};
