import type { Register } from "../run/command";
import { registerObjectives } from "./objectives-command";
import { registerRestorePlan } from "./restore-plan-command";

/** `scale restore`, of which each question is a command of its own. */
export const registerRestore: Register = (program, run) => {
  const restore = program.command("restore").description("how data is brought back, and what a loss costs");
  registerRestorePlan(restore, run);
  registerObjectives(restore, run);
};
