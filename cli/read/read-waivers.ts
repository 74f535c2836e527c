import { join } from "node:path";
import { RULES } from "../../policies/all-rules";
import { waiversOf, type Waiver } from "../../policies/waivers";
import { readYaml } from "./read-yaml";

/** The file that the pack reads too. */
const OWN_FILE = join(__dirname, "../../policies/waivers.yaml");

/**
 * Waivers from a file; those of the repository when none is named.
 * @throws InputError listing every problem
 */
export const readWaivers = (file = OWN_FILE): readonly Waiver[] =>
  waiversOf(readYaml(file, "waivers file"), RULES, file);
