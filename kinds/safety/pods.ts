import { at } from "../../models/manifest/values";
import { atLeast, given, is, not, someOf, within } from "./expectation";
import { availability, data, privacy, type Guard, type Safety } from "./safety";

/** What every container rests on, those that run before the others included. */
const guardsOfContainers = (container: string): readonly Guard[] => [
  privacy(`${container}.securityContext.privileged`, is(false), "The container would be root on the node", {
    absent: "Kubernetes takes false",
  }),
  privacy(
    `${container}.securityContext.capabilities.add`,
    is(undefined),
    "The container could do more than its image needs",
    { absent: "Nothing is added" },
  ),
  privacy(
    `${container}.securityContext.procMount`,
    is("Default"),
    "The container would see the node's kernel",
    { absent: "Kubernetes takes Default" },
  ),
  privacy(
    `${container}.securityContext.runAsUser`,
    atLeast(1),
    "The container would be root where its pod is not",
    { absent: "The pod decides" },
  ),
];

/** What every pod rests on, below the spec of its template. */
const guardsOfPods = (spec: string): readonly Guard[] => [
  privacy(`${spec}.hostNetwork`, is(false), "The pod would stand beside every network policy", {
    absent: "Kubernetes takes false",
  }),
  privacy(`${spec}.hostPID`, is(false), "The pod would see the processes of the node", {
    absent: "Kubernetes takes false",
  }),
  privacy(`${spec}.hostIPC`, is(false), "The pod would share memory with the node", {
    absent: "Kubernetes takes false",
  }),
  privacy(`${spec}.shareProcessNamespace`, is(false), "A container would see the secrets of its neighbour", {
    absent: "Kubernetes takes false",
  }),
  privacy(
    `${spec}.automountServiceAccountToken`,
    is(false),
    "A pod that is broken into could ask the Kubernetes API",
  ),
  privacy(
    `${spec}.enableServiceLinks`,
    is(false),
    "A pod that is broken into would be told every address beside it",
  ),
  privacy(`${spec}.securityContext.runAsUser`, atLeast(1), "A file of root's on a volume would be its own"),
  privacy(
    `${spec}.securityContext.runAsGroup`,
    atLeast(1),
    "A file of root's group on a volume would be its own",
  ),
  privacy(`${spec}.securityContext.fsGroup`, atLeast(1), "Its files would belong to root's group", {
    absent: "No group is given to volumes",
  }),
  privacy(
    `${spec}.securityContext.seccompProfile.type`,
    is("RuntimeDefault", "Localhost"),
    "A pod that is broken into could use every call of the kernel",
  ),
  ...guardsOfContainers(`${spec}.containers[]`),
  ...guardsOfContainers(`${spec}.initContainers[]`),
  privacy(`${spec}.containers[].ports[].hostPort`, is(undefined), "The node's own address would answer", {
    absent: "No port of the node",
  }),
  privacy(`${spec}.volumes[].hostPath`, is(undefined), "A pod that is broken into could write to the node", {
    absent: "Nothing of the node",
  }),
  availability(`${spec}.containers`, someOf(1), "Nothing would run"),
  availability(`${spec}.volumes[].emptyDir?.sizeLimit`, given, "One pod could fill the disk of a node"),
];

const harmlessOfPods = (spec: string): NonNullable<Safety["harmless"]> => ({
  texts: [`${spec}.containers[].name`, `${spec}.containers[].ports[].name`],
  sizes: [`${spec}.containers[].resources.requests`, `${spec}.containers[].resources.limits.cpu`],
  timing: [
    `${spec}.containers[].lifecycle`,
    `${spec}.terminationGracePeriodSeconds`,
    `${spec}.containers[].terminationMessagePolicy`,
    `${spec}.dnsConfig`,
  ],
  refused: [`${spec}.volumes`, `${spec}.restartPolicy`, `${spec}.containers[].ports[].protocol`],
  working: [
    `${spec}.nodeSelector`,
    `${spec}.tolerations`,
    `${spec}.serviceAccountName`,
    `${spec}.containers[].ports`,
    `${spec}.containers[].volumeMounts`,
    `${spec}.securityContext.fsGroupChangePolicy`,
  ],
  proven: [
    `${spec}.containers[].command`,
    `${spec}.containers[].args`,
    `${spec}.containers[].env`,
    `${spec}.containers[].envFrom`,
    `${spec}.containers[].startupProbe`,
    `${spec}.containers[].livenessProbe`,
    `${spec}.containers[].readinessProbe`,
  ],
});

/** Pods of a server stand apart: over zones, and over nodes by a second constraint or by anti-affinity. */
const spreadGuards = (spec: string): readonly Guard[] => [
  availability(
    `${spec}.topologySpreadConstraints[].maxSkew`,
    within(1, 5),
    "All pods could stand on one node",
  ),
  availability(
    `${spec}.topologySpreadConstraints[].topologyKey`,
    is("topology.kubernetes.io/zone", "kubernetes.io/hostname"),
    "Pods would be spread over what does not fail alone",
  ),
  availability(
    `${spec}.topologySpreadConstraints[].whenUnsatisfiable`,
    is("DoNotSchedule", "ScheduleAnyway"),
    "Nobody would have said whether a pod may stand beside another",
  ),
];

const merged = (
  one: NonNullable<Safety["harmless"]>,
  other: NonNullable<Safety["harmless"]>,
): NonNullable<Safety["harmless"]> => {
  const reasons = [...Object.keys(one), ...Object.keys(other)] as (keyof typeof one)[];
  return Object.fromEntries(
    reasons.map((reason) => [reason, [...(one[reason] ?? []), ...(other[reason] ?? [])]]),
  );
};

/**
 * What the shipper of logs has and no other pod: the files that it reads belong to root. Which DaemonSet may have it has a rule of its
 * own (require-non-root).
 */
const OF_THE_NODE = [".hostPath", ".securityContext.runAsUser", ".securityContext.runAsGroup"];

const OBJECT = {
  refers: { "metadata.namespace": "kubernetes:core/v1:Namespace" },
  required: ["metadata.namespace"],
};
const TEMPLATE = "spec.template.spec";
const JOB_TEMPLATE = "spec.jobTemplate.spec.template.spec";

/** What the safety of pods rests on, by what makes them. */
export const POD_SAFETY = {
  "kubernetes:apps/v1:Deployment": {
    ...OBJECT,
    guards: [
      ...guardsOfPods(TEMPLATE),
      ...spreadGuards(TEMPLATE),
      availability(`${TEMPLATE}.topologySpreadConstraints`, someOf(2), "All pods could stand on one node"),
      availability("spec.replicas", not(0), "Nothing would run", {
        absent: "A HorizontalPodAutoscaler decides, or it is 1",
      }),
      availability("spec.strategy.type", is("RollingUpdate"), "Every rollout would be an outage", {
        absent: "Kubernetes takes RollingUpdate",
      }),
      availability(
        "spec.strategy.rollingUpdate.maxUnavailable",
        is(0),
        "A rollout would take pods away before new ones answer",
      ),
    ],
    harmless: merged(harmlessOfPods(TEMPLATE), {
      timing: [
        "spec.minReadySeconds",
        "spec.progressDeadlineSeconds",
        `${TEMPLATE}.topologySpreadConstraints[].nodeTaintsPolicy`,
        `${TEMPLATE}.topologySpreadConstraints[].matchLabelKeys`,
      ],
      sizes: [
        "spec.revisionHistoryLimit",
        "spec.strategy.rollingUpdate.maxSurge",
        `${TEMPLATE}.topologySpreadConstraints[].minDomains`,
      ],
      refused: ["spec.selector", "spec.template.metadata"],
      working: [`${TEMPLATE}.topologySpreadConstraints[].labelSelector`],
    }),
    dispensable:
      "Users see an outage, which the load balancer's checks tell, and nobody sees more than before",
  },
  "kubernetes:apps/v1:StatefulSet": {
    ...OBJECT,
    exempt: [
      {
        when: (inputs) => at(inputs, "spec.replicas") === 1,
        inputs: [`${TEMPLATE}.affinity`],
        reason: "One pod has nobody to keep away from",
      },
    ],
    guards: [
      ...guardsOfPods(TEMPLATE),
      ...spreadGuards(TEMPLATE),
      availability(
        `${TEMPLATE}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution`,
        someOf(1),
        "Two copies of the same vectors could stand on one node",
        { notAt: ["100"] },
      ),
      availability("spec.replicas", not(0), "Nothing would run", { absent: "Kubernetes takes 1" }),
      data(
        "spec.persistentVolumeClaimRetentionPolicy.whenDeleted",
        is("Retain"),
        "Deleting the StatefulSet would delete the vectors",
        { absent: "Kubernetes takes Retain" },
      ),
      data(
        "spec.persistentVolumeClaimRetentionPolicy.whenScaled",
        is("Retain"),
        "Fewer pods would delete vectors",
        { absent: "Kubernetes takes Retain" },
      ),
      availability(
        "spec.updateStrategy.type",
        is("RollingUpdate"),
        "An update would wait for somebody to delete pods",
        { absent: "Kubernetes takes RollingUpdate" },
      ),
    ],
    harmless: merged(harmlessOfPods(TEMPLATE), {
      timing: ["spec.podManagementPolicy"],
      sizes: ["spec.revisionHistoryLimit", `${TEMPLATE}.topologySpreadConstraints[].minDomains`],
      refused: ["spec.selector", "spec.template.metadata", "spec.serviceName", "spec.volumeClaimTemplates"],
      working: [
        `${TEMPLATE}.topologySpreadConstraints[].labelSelector`,
        // Read when the first of several peers is still on a node of the app.
        `${TEMPLATE}.topologySpreadConstraints[].nodeAffinityPolicy`,
        `${TEMPLATE}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].labelSelector`,
        `${TEMPLATE}.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[].topologyKey`,
      ],
    }),
    dispensable: "Users see an outage, and the volumes stay",
  },
  "kubernetes:apps/v1:DaemonSet": {
    ...OBJECT,
    guards: [
      ...guardsOfPods(TEMPLATE).filter(({ input }) => !OF_THE_NODE.some((own) => input.endsWith(own))),
      privacy(
        `${TEMPLATE}.volumes[].hostPath?.path`,
        is("/var/log/pods"),
        "More of the node than the logs of pods would be read",
      ),
      availability(
        "spec.updateStrategy.type",
        is("RollingUpdate"),
        "An update would wait for somebody to delete pods",
        { absent: "Kubernetes takes RollingUpdate" },
      ),
    ],
    harmless: merged(harmlessOfPods(TEMPLATE), {
      sizes: ["spec.updateStrategy.rollingUpdate.maxUnavailable"],
      refused: ["spec.selector", "spec.template.metadata", `${TEMPLATE}.volumes[].hostPath.type`],
      working: [`${TEMPLATE}.securityContext.runAsUser`, `${TEMPLATE}.securityContext.runAsGroup`],
    }),
    dispensable: "Logs stay on the nodes; users see nothing of it, and nobody sees more than before",
  },
  "kubernetes:batch/v1:Job": {
    ...OBJECT,
    guards: guardsOfPods(TEMPLATE),
    harmless: merged(harmlessOfPods(TEMPLATE), {
      timing: [
        "spec.activeDeadlineSeconds",
        "spec.backoffLimit",
        "spec.ttlSecondsAfterFinished",
        "spec.podFailurePolicy",
      ],
      refused: ["spec.template.metadata"],
    }),
    dispensable: "The update waits for what the job does, and fails",
  },
  "kubernetes:batch/v1:CronJob": {
    ...OBJECT,
    guards: [
      ...guardsOfPods(JOB_TEMPLATE),
      availability(
        "spec.concurrencyPolicy",
        is("Forbid", "Replace"),
        "A slow run would be overtaken by the next, and both fail",
      ),
    ],
    harmless: merged(harmlessOfPods(JOB_TEMPLATE), {
      timing: [
        "spec.timeZone",
        "spec.schedule",
        "spec.startingDeadlineSeconds",
        "spec.jobTemplate.spec.activeDeadlineSeconds",
        "spec.jobTemplate.spec.backoffLimit",
        "spec.jobTemplate.spec.ttlSecondsAfterFinished",
        "spec.jobTemplate.spec.podFailurePolicy",
      ],
      sizes: ["spec.failedJobsHistoryLimit", "spec.successfulJobsHistoryLimit"],
      refused: ["spec.jobTemplate.spec.template.metadata"],
    }),
  },
} as const satisfies Readonly<Record<string, Safety>>;
