import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  InputError,
  parseTierName,
  show,
  stackTier,
  tierNamed,
  TIER_NAMES,
  type Problem,
  type TierSpec,
} from "../tiers";
import { parseSettings, settingsSchema, type StackSettings } from "./settings";

export interface StackConfig {
  readonly project: string;
  readonly stack: string;
  readonly region: string;
  readonly tier: TierSpec;
  readonly settings: StackSettings;
}

const isText = (schema: z.core.$ZodType): boolean => {
  const inner = schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? schema.unwrap() : schema;
  return inner instanceof z.ZodString || inner instanceof z.ZodEnum || inner instanceof z.ZodEmail;
};

/** Pulumi stores every value as text; lists, objects and switches are JSON in it. */
function decode(key: string, text: string): { value?: unknown; problem?: Problem } {
  const schema = (settingsSchema.shape as Record<string, z.core.$ZodType | undefined>)[key];
  if (schema === undefined || isText(schema)) return { value: text };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    // The value stands in the message; why JSON.parse refused it would not help its author.
    return { problem: { path: key, given: show(text), allowed: `JSON: a list, an object, true or false` } };
  }
}

function tierOf(text: string | undefined): { tier?: TierSpec; problem?: Problem } {
  const allowed = `${TIER_NAMES.join(", ")}; set it with: pulumi config set tier 500`;
  if (text === undefined) return { problem: { path: "tier", given: "nothing", allowed } };
  try {
    return { tier: tierNamed(parseTierName(text)) };
  } catch (error) {
    if (error instanceof InputError) return { problem: { path: "tier", given: show(text), allowed } };
    throw error;
  }
}

/**
 * Reads and validates the configuration of the current stack. The only reader of `pulumi.Config`.
 * @throws InputError listing every problem of the stack's values, or of the overrides
 */
export function readStackConfig(): StackConfig {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  const config = new pulumi.Config();
  const region = new pulumi.Config("aws").get("region");
  const prefix = `${project}:`;
  const keys = Object.keys(pulumi.runtime.allConfig())
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
  const { tier: base, problem: tierProblem } = tierOf(config.get("tier"));
  const decoded = keys
    .filter((key) => key !== "tier")
    .map((key) => ({ key, ...decode(key, config.get(key) ?? "") }));
  const problems: Problem[] = [
    ...(region === undefined
      ? [
          {
            path: "aws:region",
            given: "nothing",
            allowed: "an AWS region; set it with: pulumi config set aws:region us-east-1",
          },
        ]
      : []),
    ...(tierProblem === undefined ? [] : [tierProblem]),
    ...decoded.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  ];
  const values = Object.fromEntries(
    decoded.filter(({ problem }) => problem === undefined).map(({ key, value }) => [key, value]),
  );
  const heading = `The configuration of stack "${stack}" is refused:`;
  const settings = parseSettings(values, heading, problems);
  if (base === undefined || region === undefined) throw new InputError(heading, problems);
  const tier = stackTier(base, settings, { stack, heading });
  return { project, stack, region, tier, settings };
}
