import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { Config, getProject, getStack } from "@pulumi/pulumi";
import { parse } from "yaml";
import { InputError } from "../tiers";
import { RULES } from "./all-rules";
import { policiesOf } from "./engine-policies";
import type { Yardstick } from "./rule";
import { waiversOf, type Waiver } from "./waivers";
import { yardstickOf } from "./yardstick";

/** @throws InputError */
function yardstick(): Yardstick {
  const project = getProject();
  const config = new Config(project);
  return yardstickOf({
    project,
    stack: getStack(),
    region: new Config("aws").get("region"),
    get: (key) => config.get(key),
  });
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
