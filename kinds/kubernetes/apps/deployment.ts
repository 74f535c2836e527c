import { at } from "../../../models/manifest/values";
import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { ON_NODES } from "../../pricing/free-reasons";
import { CUSTOM_METRICS, METRIC_CALLS, WRITES_AND_MESSAGES } from "../../pricing/bill-items";
import { pricedOrFree } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";
import { deploymentPrice } from "./deployment-price";
import { deploymentMinutes, deploymentTakes } from "./rollout";

const ROLLOUT_PAGE = "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy";

const ONE_POD = deploymentMinutes({
  pods: { min: 1, max: 1 },
  surge: 1,
  minReadySeconds: 0,
  probePeriodSeconds: 5,
});

export const deployment = kind("kubernetes:apps/v1:Deployment", {
  name: { scope: "namespace" },
  tags: "labels",
  price: pricedOrFree(deploymentPrice, [CUSTOM_METRICS, METRIC_CALLS, WRITES_AND_MESSAGES], ON_NODES),
  replaces: { inputs: ["spec.selector"], verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "spec.replicas",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.5,
      minutesMax: 5,
      note: "Pods are added or taken away one by one",
      source: "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/",
    },
    {
      property: "spec.template",
      decides: (_before, after) => at(after, "spec.strategy.type") === "Recreate",
      downtime: { class: "restart", secondsMin: 10, secondsMax: 300 },
      dataRisk: "none",
      reversible: true,
      minutesMin: 1,
      minutesMax: 10,
      note: "All old pods go before the new ones are made",
      source: ROLLOUT_PAGE,
    },
    {
      property: "spec.template",
      decides: (_before, after) => Number(at(after, "spec.strategy.rollingUpdate.maxUnavailable") ?? 1) === 0,
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 0 },
      dataRisk: "none",
      reversible: true,
      ...ONE_POD,
      takes: deploymentTakes,
      note: "New pods are ready before old ones go",
      source: ROLLOUT_PAGE,
    },
    {
      property: "spec.template",
      downtime: { class: "rolling", secondsMin: 0, secondsMax: 60 },
      dataRisk: "none",
      reversible: true,
      ...ONE_POD,
      takes: deploymentTakes,
      note: "Some old pods go before new ones are ready: fewer answer meanwhile",
      source: ROLLOUT_PAGE,
    },
  ],
  creates: [
    {
      minutesMin: 1,
      minutesMax: 6,
      basis: "estimate",
      note: "Pulumi waits until the pods are ready: a node starts in a minute or two, then the image is pulled",
      source: "https://www.pulumi.com/docs/iac/clouds/kubernetes/",
    },
  ],
  refusals: [
    {
      id: "deployment-selector-misses-template",
      on: ["create", "update"],
      message: "Invalid value: spec.template.metadata.labels: `selector` does not match template `labels`.",
      statement: "The selector matches the labels of the pod template.",
      evidence: "read",
      source: "https://gist.github.com/marcellodesales/a8bf991b846731a1887f741b63ede887",
    },
  ],
});
