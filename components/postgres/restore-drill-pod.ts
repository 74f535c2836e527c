import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { HARDENED_CONTAINER, hardenedPod } from "../shared/hardened-pod";
import { IMAGES } from "../shared/images";
import { NODE_POOL_KEY, PORTS } from "../shared/references";
import type { Login } from "./logins";
import { POSTGRES_DATABASE } from "./pooler-config";
import { DRILL_STATE_KEY } from "./restore-drill-access";

type PodSpec = kubernetes.types.input.core.v1.PodSpec;

/** Name of the CronJob, its pods, its service account, its ConfigMap and its Secret. */
export const DRILL_NAME = "restore-drill";

/** Keys of the ConfigMap and of the Secret. */
export const DRILL_FILES = { program: "drill.cjs", certificates: "rds.pem" } as const;
export const DRILL_PASSWORD_KEY = "password";

/** Enough to read every table once, and cheap for the hours it is there. */
const SCRATCH_CLASS = "db.t4g.medium";

/** Any user will do: the program writes no file. */
const USER_ID = 1000;
const MEMORY = "128Mi";
const DIRECTORY = "/program";

export interface DrillSource {
  /** Identifier in RDS of a primary that serves. */
  readonly primary: pulumi.Output<string>;
  /** Where rows of the running database are estimated: a replica where there is one. */
  readonly readHost: pulumi.Output<string>;
}

export interface DrillPodArgs {
  readonly region: string;
  readonly sources: readonly DrillSource[];
  readonly scratchInstance: string;
  readonly allocatedStorageGiB: number;
  readonly subnetGroupName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly reader: Login<pulumi.Output<string>>;
  readonly bucket: pulumi.Output<string>;
  readonly metricNamespace: string;
}

/** Pod of the program that tries out a backup. It logs in as the user who may only read. */
export function drillPodSpec(args: DrillPodArgs): PodSpec {
  const { region, reader, bucket } = args;
  const sources = args.sources.map(({ primary, readHost }) => ({ primary, readHost }));
  return {
    restartPolicy: "Never",
    serviceAccountName: DRILL_NAME,
    // Long enough to ask RDS to delete the scratch instance.
    terminationGracePeriodSeconds: 60,
    nodeSelector: { [NODE_POOL_KEY]: "app" },
    ...hardenedPod(USER_ID),
    containers: [
      {
        name: DRILL_NAME,
        image: IMAGES.node,
        command: ["node", `${DIRECTORY}/${DRILL_FILES.program}`],
        env: [
          { name: "AWS_REGION", value: region },
          { name: "SOURCES", value: pulumi.jsonStringify(sources) },
          { name: "SCRATCH_INSTANCE", value: args.scratchInstance },
          { name: "SCRATCH_CLASS", value: SCRATCH_CLASS },
          // What the cost model reads; RDS takes it from the snapshot.
          { name: "SCRATCH_STORAGE_GIB", value: String(args.allocatedStorageGiB) },
          { name: "SUBNET_GROUP", value: args.subnetGroupName },
          { name: "SECURITY_GROUP", value: args.securityGroupId },
          { name: "DATABASE", value: POSTGRES_DATABASE },
          { name: "DATABASE_PORT", value: String(PORTS.postgres) },
          { name: "READER", value: reader.user },
          {
            name: "READER_PASSWORD",
            valueFrom: { secretKeyRef: { name: DRILL_NAME, key: DRILL_PASSWORD_KEY } },
          },
          { name: "CA_FILE", value: `${DIRECTORY}/${DRILL_FILES.certificates}` },
          {
            name: "STATE_URL",
            value: pulumi.interpolate`https://${bucket}.s3.${region}.amazonaws.com/${DRILL_STATE_KEY}`,
          },
          { name: "METRIC_NAMESPACE", value: args.metricNamespace },
        ],
        resources: { requests: { cpu: "50m", memory: MEMORY }, limits: { memory: MEMORY } },
        securityContext: HARDENED_CONTAINER,
        volumeMounts: [{ name: "program", mountPath: DIRECTORY, readOnly: true }],
      },
    ],
    volumes: [{ name: "program", configMap: { name: DRILL_NAME, defaultMode: 0o444 } }],
  };
}
