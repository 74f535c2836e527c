import * as aws from "@pulumi/aws";
import { generationsIn, imageFolder } from "../components/network/nat-parameters";
import type { Problem } from "../tiers";
import { nameParts, type StackConfig } from "./stack-config";

/**
 * What is wrong with a generation of the NAT instance that goes back: its image is no longer known, and it would get the
 * newest one under an old number.
 * @param made generations that have an image
 */
export function natGenerationProblems(generation: number, made: readonly number[]): Problem[] {
  const newest = Math.max(0, ...made);
  if (generation >= newest) return [];
  return [
    {
      path: "natGeneration",
      given: String(generation),
      allowed: `${newest}, which the stack has, or more: a generation never goes back, as each takes the image that is the newest when it begins`,
    },
  ];
}

/** Asks AWS which generations of the NAT instance the stack has, before anything is registered. */
export async function natGenerationsMade(config: StackConfig): Promise<number[]> {
  if (config.tier.network.egress !== "natInstance") return [];
  const { names } = await aws.ssm.getParametersByPath({ path: imageFolder(nameParts(config)) });
  return generationsIn(names);
}
