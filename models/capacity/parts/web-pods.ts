import { REQUEST_LOAD, requestsPerSecond, shares, type Part } from "../part";

/** Cores that the pods ask for at the autoscaler's maximum: what they use beyond belongs to their neighbours. */
export const webPods: Part = {
  name: "web pods",
  kind: "hard",
  formula: "`webCpu` × pods at most × cores a pod ÷ (λ × s)",
  source: "Kubernetes: a request is what a container is sure of",
  beyond: "requests queue; pods take turns on full nodes",
  coefficients: [...REQUEST_LOAD, "appCpuMsPerRequest"],
  limits: ["webCpu"],
  users: ({ web }, c, limits) =>
    shares(web.pods * web.coresPerPod, (requestsPerSecond(c) * c.appCpuMsPerRequest) / 1_000, limits.webCpu),
};
