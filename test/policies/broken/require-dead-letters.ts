import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "app-embeddings-jobs",
  path: "inputs.redrivePolicy",
  value: undefined,
  message:
    "app-embeddings-jobs: nothing takes what fails; allowed: a queue of the stack as deadLetterTargetArn. Give the queue a redrivePolicy that names a queue of the stack, with a longer retention.",
};
