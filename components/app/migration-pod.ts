import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { NODE_POOL_KEY } from "../shared/references";
import { environmentOf, type EnvironmentSources } from "./environment-sources";
import { TMP_MOUNT, TMP_VOLUME, USER_ID } from "./pod-parts";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** The same at every tier: a tier step must not run migrations again. */
const MEMORY = "512Mi";
const CPU = "250m";

interface MigrationPodValues {
  readonly serviceAccountName: pulumi.Input<string>;
  readonly image: string;
  readonly command: readonly string[];
  readonly sources: EnvironmentSources;
}

/** The pod of a migration: as closed as a web pod, and run once. */
export function migrationPodSpec({
  serviceAccountName,
  image,
  command,
  sources,
}: MigrationPodValues): PodSpec {
  return {
    restartPolicy: "Never",
    serviceAccountName,
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    ...hardenedPod(USER_ID, { fsGroup: USER_ID }),
    containers: [
      {
        name: "node",
        image,
        command: [...command],
        ...environmentOf(sources),
        resources: { requests: { cpu: CPU, memory: MEMORY }, limits: { memory: MEMORY } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [TMP_MOUNT],
      },
    ],
    volumes: [TMP_VOLUME],
  };
}
