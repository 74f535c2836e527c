import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "network-data-0",
  path: "inputs.mapPublicIpOnLaunch",
  value: true,
  message: "network-data-0: mapPublicIpOnLaunch is true; allowed: false. Set mapPublicIpOnLaunch to false.",
};
