import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { free } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";
import { peersMinutes, peersTake } from "./rollout";

/** What the API server lets change in a StatefulSet; the provider replaces the set for five other fields. */
export const STATEFUL_SET_MUTABLE = [
  "replicas",
  "ordinals",
  "template",
  "updateStrategy",
  "revisionHistoryLimit",
  "persistentVolumeClaimRetentionPolicy",
  "minReadySeconds",
];

const PEER = { probePeriodSeconds: 5, preStopSeconds: 10, graceSeconds: 300, hasVolume: true };
const ADDED_PEER = peersMinutes({ replaced: 0, added: 1, pod: PEER });
const REPLACED_PEER = peersMinutes({ replaced: 1, added: 0, pod: PEER });

export const statefulSet = kind("kubernetes:apps/v1:StatefulSet", {
  name: { scope: "namespace" },
  tags: "labels",
  price: free("runs on nodes, which their node pool's line pays for; its volumes are claims of their own"),
  replaces: {
    inputs: [
      "spec.podManagementPolicy",
      "spec.revisionHistoryLimit",
      "spec.selector",
      "spec.serviceName",
      "spec.volumeClaimTemplates",
    ],
    verification: "source",
    source: KUBERNETES_DIFF,
  },
  changes: [
    {
      property: "spec.replicas",
      direction: "up",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      ...ADDED_PEER,
      takes: peersTake,
      note: "New peers join empty: no data moves by itself",
      source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/",
    },
    {
      property: "spec.replicas",
      direction: "down",
      downtime: { class: "outage", secondsMin: 0, secondsMax: 0 },
      dataRisk: "loss",
      reversible: false,
      minutesMin: 1,
      minutesMax: 10,
      note: "The last peers go with the shards they hold. Drain them first",
      source: "https://qdrant.tech/documentation/guides/distributed_deployment/",
    },
    {
      property: "spec.template",
      whenBefore: { "spec.replicas": 1 },
      downtime: { class: "restart", secondsMin: 10, secondsMax: 300 },
      dataRisk: "none",
      reversible: true,
      ...REPLACED_PEER,
      takes: peersTake,
      note: "The only peer restarts: no searches meanwhile",
      source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/",
    },
    {
      property: "spec.template",
      downtime: { class: "rolling", secondsMin: 10, secondsMax: 300 },
      dataRisk: "none",
      reversible: true,
      ...REPLACED_PEER,
      takes: peersTake,
      note: "One peer after the other restarts; with two copies of each shard searches go on, with one they wait",
      source: "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/",
    },
  ],
  creates: [
    {
      minutesMin: 2,
      minutesMax: 10,
      basis: "estimate",
      note: "Pulumi waits until the pods are ready: nodes start, volumes are made and attached, images are pulled",
      source: "https://www.pulumi.com/docs/iac/clouds/kubernetes/",
    },
  ],
  refusals: [
    {
      id: "stateful-set-frozen-field",
      on: ["update"],
      message: `Forbidden: updates to statefulset spec for fields other than ${STATEFUL_SET_MUTABLE.join(", ")} are refused.`,
      statement:
        "Only replicas, template, update strategy and a few more fields of a StatefulSet can change.",
      evidence: "read",
      source: "https://www.github.com/OctopusDeploy/helm-charts/issues/8",
    },
    {
      id: "stateful-set-selector-misses-template",
      on: ["create", "update"],
      message: "Invalid value: spec.template.metadata.labels: `selector` does not match template `labels`.",
      statement: "The selector matches the labels of the pod template.",
      evidence: "read",
      source: "https://github.com/strapdata/helm-charts/issues/9",
    },
  ],
});
