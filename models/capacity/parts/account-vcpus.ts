import { REQUEST_LOAD, requestsPerSecond, type Part } from "../part";
import { webPods } from "./web-pods";

/** Nodes follow the pods of the application, and stop where the account has no vCPU left for one. */
export const accountVcpus: Part = {
  name: "vCPU quota, new account",
  kind: "variant",
  variantOf: { part: webPods.name, when: "nobody has raised the account's quota of vCPUs" },
  formula:
    "(`accountVcpus` × quota − vCPUs of other nodes) ÷ vCPUs of the app's nodes at most × users of its pods at most",
  source: "Amazon EC2 user guide, on-demand instance quotas (L-1216C47A)",
  beyond: "no further node starts, and pods wait for one",
  coefficients: [...REQUEST_LOAD, "appCpuMsPerRequest", "accountVcpus"],
  limits: ["accountVcpus"],
  users: ({ account, web }, c, limits) => {
    const coresPerUser = (requestsPerSecond(c) * c.appCpuMsPerRequest) / 1_000;
    if (account.appVcpus === 0) return undefined;
    if (coresPerUser === 0) return { act: Infinity, break: Infinity };
    const ofPods = (web.pods * web.coresPerPod) / coresPerUser;
    const at = (share: number): number =>
      (Math.max(0, c.accountVcpus * share - account.otherVcpus) / account.appVcpus) * ofPods;
    return { act: at(limits.accountVcpus.act), break: at(limits.accountVcpus.break) };
  },
};
