import { InputError, show } from "../../tiers";
import type { EstimateTierOptions } from "../record/estimate-tier";
import { readCoefficients } from "../read/read-coefficients";

/** What a person may choose about an estimate, as the command line gives it. */
export interface EstimateChoices {
  readonly users?: string;
  readonly coefficients?: string;
  readonly region?: string;
}

/** Whole users, 0 or more. @throws InputError */
function parseUsers(text: string): number {
  const users = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(users))
    throw new InputError(`--users must be a whole number, 0 or more; given ${show(text)}.`);
  return users;
}

/** The choices, checked. @throws InputError */
export function estimateOptions({ users, coefficients, region }: EstimateChoices): EstimateTierOptions {
  return {
    ...(users === undefined ? {} : { users: parseUsers(users) }),
    ...(coefficients === undefined ? {} : { coefficients: readCoefficients(coefficients) }),
    ...(region === undefined ? {} : { region }),
  };
}
