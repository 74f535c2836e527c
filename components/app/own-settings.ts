import { createHmac } from "node:crypto";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ClusterComponent } from "../shared/cluster-component";

/** What pods have beside the contract, by the name of the variable. */
export interface OwnSettings {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, pulumi.Output<string>>>;
}

/** Settings of one workload as its pods read them. */
export interface AppliedSettings {
  /** Null where there is nothing of that kind. */
  readonly configMapName: pulumi.Output<string> | null;
  readonly secretName: pulumi.Output<string> | null;
  /** Changes with every value; null where there is none. */
  readonly digest: pulumi.Output<string> | null;
}

export interface SettingsArgs {
  /** Beginning of the objects' names. */
  readonly workload: string;
  readonly settings: OwnSettings;
  /** Key of the digest; null where no workload has a secret. */
  readonly digestKey: pulumi.Output<string> | null;
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * Digest of values with a key: 16 hexadecimal digits. Without the key nobody can find a short secret by trying all of
 * its kind, as they could with a plain hash. It leaves the secret realm: see `configurationDigest`.
 */
export function keyedDigest(key: pulumi.Output<string> | null, values: unknown): pulumi.Output<string> {
  return pulumi.unsecret(
    pulumi
      .all([key ?? pulumi.output(""), pulumi.jsonStringify(values)])
      .apply(([secretKey, text]) => createHmac("sha256", secretKey).update(text).digest("hex").slice(0, 16)),
  );
}

const isEmpty = (values: object): boolean => Object.keys(values).length === 0;
const sorted = <Value>(values: Readonly<Record<string, Value>>): (readonly [string, Value])[] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));

/** Settings in an order of their own, so that a file that is only rearranged changes no digest. */
export const orderedSettings = ({ environment, secrets }: OwnSettings): unknown => [
  sorted(environment),
  sorted(secrets),
];

/**
 * Texts as `data` holds them. Of `stringData` a name that is taken away would stay in the object: server-side apply
 * does not see that it became `data` (kubernetes/kubernetes#108008).
 */
function encoded(
  secrets: Readonly<Record<string, pulumi.Output<string>>>,
): Record<string, pulumi.Output<string>> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [
      name,
      secret.apply((text) => Buffer.from(text).toString("base64")),
    ]),
  );
}

/** The ConfigMap and the Secret of a workload's own settings, where it has any. */
export function createSettings(
  parent: ClusterComponent,
  { workload, settings, digestKey, dependsOn }: SettingsArgs,
): AppliedSettings {
  const { environment, secrets } = settings;
  const name = `${workload}-settings`;
  const options = parent.inCluster(...dependsOn);
  const configMap = isEmpty(environment)
    ? null
    : new kubernetes.core.v1.ConfigMap(
        parent.childName(name),
        { metadata: parent.metadata(name), data: environment },
        options,
      );
  const secret = isEmpty(secrets)
    ? null
    : new kubernetes.core.v1.Secret(
        parent.childName(`${name}-secret`),
        { metadata: parent.metadata(name), type: "Opaque", data: encoded(secrets) },
        options,
      );
  return {
    configMapName: configMap?.metadata.name ?? null,
    secretName: secret?.metadata.name ?? null,
    digest: configMap === null && secret === null ? null : keyedDigest(digestKey, orderedSettings(settings)),
  };
}
