import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { Config, getProject, getStack } from "@pulumi/pulumi";
import { parse } from "yaml";
import { InputError, parseTierName, problemsOf, stackSizesSchema, stackTier, tierNamed } from "../tiers";
import { RULES } from "./all-rules";
import { policiesOf } from "./engine-policies";
import type { Yardstick } from "./rule";
import { waiversOf, type Waiver } from "./waivers";

/** Objects are JSON in the configuration of a stack. */
function objectAt(config: Config, key: string): unknown {
  const text = config.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not what is asked for, and shown as such.
    return text;
  }
}

/**
 * From the configuration of the stack that is judged, which the engine hands to the pack.
 * @throws InputError when it names no tier or no region, or sizes that there are not
 */
function yardstick(): Yardstick {
  const project = getProject();
  const config = new Config(project);
  const tier = config.get("tier");
  const region = new Config("aws").get("region");
  if (tier === undefined || region === undefined)
    throw new InputError(
      `The policy pack checks stacks of this program only: set ${project}:tier and aws:region in the stack's configuration.`,
    );
  const base = tierNamed(parseTierName(tier));
  const heading = "The policy pack cannot check a stack whose sizes are refused:";
  const given = { overrides: objectAt(config, "overrides"), phase: objectAt(config, "phase") };
  const sizes = stackSizesSchema.safeParse(given);
  if (!sizes.success) throw new InputError(heading, problemsOf(stackSizesSchema, given, sizes.error.issues));
  return { tier: stackTier(base, sizes.data, { stack: getStack(), heading }), region };
}

/** @throws InputError when the file is no YAML or holds no waivers */
function waivers(): readonly Waiver[] {
  const file = "policies/waivers.yaml";
  let given: unknown;
  try {
    given = parse(readFileSync(join(__dirname, "waivers.yaml"), "utf8"));
  } catch (error) {
    throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return waiversOf(given, RULES, file);
}

try {
  new PolicyPack("scaling-tiers", {
    description: "Security, reliability and cost rules for the platform, by tier",
    policies: policiesOf(RULES, yardstick(), {
      waivers: waivers(),
      today: new Date().toISOString().slice(0, 10),
    }),
  });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
