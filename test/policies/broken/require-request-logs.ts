import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "2k",
  name: "cdn-request-logs-delivery",
  path: "inputs.deliveryDestinationArn",
  value: "elsewhere",
  message:
    "cdn-distribution: its log of requests arrives in no bucket of the stack; allowed: a LogDelivery of ACCESS_LOGS into one. Set cdn.requestLogs of the tier to true.",
  also: ["require-own-references"],
};
