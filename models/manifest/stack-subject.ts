import { z } from "zod";

/** In a report of one tier: the stack that it is about, where it is one. */
export const STACK_SUBJECT = z
  .string()
  .optional()
  .describe("Whose overrides, phase, domain and region count; absent for a tier as it is");
