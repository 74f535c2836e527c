import type * as kubernetes from "@pulumi/kubernetes";
import { DAEMON_POD } from "../../tiers/limits";
import { HARDENED_CONTAINER } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import { POD_LOGS, STATE } from "./fluent-bit-config";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** Name of the DaemonSet, its ServiceAccount and its ConfigMap. */
export const FLUENT_BIT_NAME = "fluent-bit";
export const CONFIG_KEY = "fluent-bit.yaml";
/** Its buffers grow to that while CloudWatch does not answer. */
const MEMORY_LIMIT = "64Mi";

/**
 * The one pod that reads the node's disk: the logs of pods belong to root, and nobody else may read them. It has no capability of
 * root's, cannot write there, and has no token of the cluster's API.
 */
export const FLUENT_BIT_POD: PodSpec = {
  serviceAccountName: FLUENT_BIT_NAME,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  // On every node, also on those that are kept for one kind of pods.
  tolerations: [{ operator: "Exists" }],
  // Long enough to send what it has read.
  terminationGracePeriodSeconds: 30,
  securityContext: {
    runAsUser: 0,
    runAsGroup: 0,
    seccompProfile: { type: "RuntimeDefault" },
  },
  containers: [
    {
      name: FLUENT_BIT_NAME,
      image: IMAGES.fluentBit,
      args: ["--config", `/config/${CONFIG_KEY}`],
      resources: {
        requests: { cpu: `${DAEMON_POD.millicores}m`, memory: `${DAEMON_POD.memoryMiB}Mi` },
        limits: { memory: MEMORY_LIMIT },
      },
      ports: [{ name: "health", containerPort: 2020 }],
      livenessProbe: { httpGet: { path: "/", port: "health" }, initialDelaySeconds: 30, periodSeconds: 30 },
      readinessProbe: { httpGet: { path: "/api/v1/health", port: "health" }, periodSeconds: 30 },
      securityContext: HARDENED_CONTAINER,
      volumeMounts: [
        { name: "config", mountPath: "/config", readOnly: true },
        { name: "pod-logs", mountPath: POD_LOGS, readOnly: true },
        { name: "state", mountPath: STATE },
      ],
    },
  ],
  volumes: [
    { name: "config", configMap: { name: FLUENT_BIT_NAME } },
    { name: "pod-logs", hostPath: { path: POD_LOGS, type: "Directory" } },
    { name: "state", emptyDir: { sizeLimit: "64Mi" } },
  ],
};
