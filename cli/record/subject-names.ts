import { PROJECT, STACK } from "../../stacks/dry-run-config";
import { tierNamed, type TierSpec } from "../../tiers";
import { pulumiProject } from "../read/pulumi-project";
import type { Subject } from "./subject";

export const sizesOf = ({ sizes }: Subject): TierSpec =>
  typeof sizes === "string" ? tierNamed(sizes) : sizes;

/** What is in all names that a subject has on AWS. */
export function namesOf(
  { stack = STACK, config }: Subject,
  folder: string,
): { readonly project: string; readonly stack: string; readonly environment: string } {
  const project = stack === STACK ? PROJECT : pulumiProject(folder).name;
  return { project, stack, environment: config[`${PROJECT}:environment`] ?? stack };
}
