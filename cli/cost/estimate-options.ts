import { Option, type Command } from "commander";
import { InputError } from "../../tiers";
import { parseRegion } from "../read/parse-region";
import { parseUsers } from "../read/parse-users";
import { readCoefficients } from "../read/read-coefficients";
import type { EstimateTierOptions } from "../record/estimate-tier";

/** What a person may choose about an estimate, as the command line gives it. */
export interface EstimateChoices {
  readonly users?: number;
  /** File. */
  readonly coefficients?: string;
  readonly region?: string;
  readonly markdown?: true;
}

/** Adds the options of an estimate to a command. */
export const addEstimateOptions = (command: Command): Command =>
  command
    .addOption(
      new Option("--users <n>", "users of the expected load, instead of the tier's own").argParser(
        parseUsers,
      ),
    )
    .addOption(new Option("--coefficients <file>", "other coefficients of the workload, JSON or YAML"))
    .addOption(new Option("--region <region>", "AWS region, instead of us-east-1").argParser(parseRegion))
    .addOption(new Option("--markdown", "print a table for a page or a pull request").conflicts("json"));

/** The choices with the files that they name read. @throws InputError */
export function estimateOptions({ users, coefficients, region }: EstimateChoices): EstimateTierOptions {
  return {
    ...(users === undefined ? {} : { users }),
    ...(coefficients === undefined ? {} : { coefficients: readCoefficients(coefficients) }),
    ...(region === undefined ? {} : { region }),
  };
}

/** @throws InputError where a stack, which has a region, is given another one */
export function refuseSecondRegion({
  stack,
  region,
}: {
  readonly stack?: string;
  readonly region?: string;
}): void {
  if (stack !== undefined && region !== undefined)
    throw new InputError("With --stack the region is that of the stack. Leave out --region.");
}
