import type { CreateDuration } from "../facts";

/** How long creating what IAM hands out takes. */
export const EVENTUALLY_CONSISTENT: CreateDuration = {
  minutesMin: 0.1,
  minutesMax: 0.5,
  basis: "estimate",
  note: "The provider waits for IAM, which is eventually consistent",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html",
};
