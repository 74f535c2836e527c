import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "2k",
  name: "pod-logs-daemon-set",
  path: "inputs.spec.template.spec.tolerations",
  value: [{ key: "dedicated", operator: "Exists" }],
  message:
    'pod-logs-daemon-set: tolerations is [{"key":"dedicated","operator":"Exists"}]; allowed: one with operator "Exists" and no key, for every group of nodes. Run one DaemonSet that reads /var/log/pods on every node, with a role that writes into the stack\'s log groups.',
};
