import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { PORTS } from "../shared/references";
import type { AppliedSettings } from "./own-settings";
import type { PodKey } from "./reserved-names";

type Container = kubernetes.types.input.core.v1.Container;

/** Where a pod of the product takes its environment from. */
export interface EnvironmentSources {
  readonly contractConfigMapName: pulumi.Input<string>;
  readonly contractSecretName: pulumi.Input<string>;
  /** Null for pods that migrate nothing. */
  readonly migrationSecretName: pulumi.Input<string> | null;
  readonly settings: AppliedSettings;
  /** What stands in the pod itself. */
  readonly environment: PodEnvironment;
}

export type PodEnvironment = Readonly<Record<PodKey, pulumi.Input<string>>>;

/** What an image is to be, in its environment as `APP_ROLE`. */
export type AppRole = "web" | "worker" | "migration";

/** What stands in the pod itself; another order of it would replace all pods. */
export function podEnvironment(
  role: AppRole,
  { region, assetBucketName }: { readonly region: string; readonly assetBucketName: pulumi.Input<string> },
): PodEnvironment {
  return {
    NODE_ENV: "production",
    PORT: String(PORTS.web),
    APP_ROLE: role,
    // Pods cannot ask the instance metadata for their region on Auto Mode.
    AWS_REGION: region,
    ASSET_BUCKET: assetBucketName,
  };
}

/** The environment of a container. No name comes twice, so the order means nothing. */
export function environmentOf({
  contractConfigMapName,
  contractSecretName,
  migrationSecretName,
  settings,
  environment,
}: EnvironmentSources): Required<Pick<Container, "env" | "envFrom">> {
  const { configMapName, secretName } = settings;
  return {
    env: Object.entries(environment).map(([name, value]) => ({ name, value })),
    envFrom: [
      { configMapRef: { name: contractConfigMapName } },
      { secretRef: { name: contractSecretName } },
      ...(migrationSecretName === null ? [] : [{ secretRef: { name: migrationSecretName } }]),
      ...(configMapName === null ? [] : [{ configMapRef: { name: configMapName } }]),
      ...(secretName === null ? [] : [{ secretRef: { name: secretName } }]),
    ],
  };
}
