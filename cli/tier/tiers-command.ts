import { tiers } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { tiersDocument } from "./tiers-document";

/** `scale tiers`: all tiers side by side. */
const tiersCommand = (): Result => resultOf({ schemaVersion: 1, tiers }, () => tiersDocument(tiers));

export const registerTiers: Register = (program, run) => {
  reportCommand(program, "tiers", "the tiers side by side").action((options: OutputOptions) =>
    run(options, tiersCommand),
  );
};
