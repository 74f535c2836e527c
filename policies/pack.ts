import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { Config } from "@pulumi/pulumi";
import { parse } from "yaml";
import { InputError, parseTierName, tierNamed } from "../tiers";
import { RULES } from "./all-rules";
import { policiesOf } from "./engine-policies";
import type { Yardstick } from "./rule";
import { waiversOf, type Waiver } from "./waivers";

/**
 * From the configuration of the stack that is judged, which the engine hands to the pack.
 * @throws InputError when it names no tier or no region
 */
function yardstick(): Yardstick {
  const tier = new Config("scaling-tiers").get("tier");
  const region = new Config("aws").get("region");
  if (tier === undefined || region === undefined)
    throw new InputError(
      "The policy pack judges stacks of scaling-tiers: their configuration has scaling-tiers:tier and aws:region.",
    );
  return { tier: tierNamed(parseTierName(tier)), region };
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
    description: "Safety, privacy and money of the platform, by the size of its tier",
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
