import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-contract",
  path: "inputs.data.STRIPE_API_KEY",
  value: "sk_live_1",
  message:
    "app-contract: data contains STRIPE_API_KEY; allowed: no passwords, keys or tokens. Move the value to a Secret.",
};
