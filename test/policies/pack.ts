import { join } from "node:path";
import type { PolicyFinding, Run } from "../../rehearsal/rehearsal";

/** Folder of our policy pack. */
export const PACK = join(__dirname, "../../policies");

export const ofEnforcement = ({ findings }: Pick<Run, "findings">, enforcement: string): PolicyFinding[] =>
  findings.filter((finding) => finding.enforcement === enforcement);
