import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { zipSync } from "fflate";
import { scenariosWith, type ScenarioPaths } from "../../models/promises/scenarios/scenarios";
import { ClosedBucket, S3_MANAGED_KEY } from "../shared/closed-bucket";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { tlsOnly } from "../shared/tls-only";
import { trustPolicy } from "../shared/trust-policy";
import { canaryScript, runTimeoutSeconds } from "./canary-script";

export interface CanaryArgs {
  readonly context: PlatformContext;
  readonly intervalMinutes: number;
  /** Where the product answers. */
  readonly url: pulumi.Output<string>;
  readonly paths: ScenarioPaths;
  /** A secret whose text is sent as a bearer token; null asks without one. */
  readonly tokenSecretArn: string | null;
}

/**
 * The newest runtime without a browser, which no walk needs: it starts in a second and not in five
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Library_Nodejs.html). AWS names no
 * day on which it ends; canaries of a runtime that ended still run.
 */
const RUNTIME = "syn-nodejs-3.1";
/** The least that Synthetics takes. */
const MEMORY_MIB = 960;
const RUNS_PREFIX = "runs/";
const KEPT_DAYS = 31;
/** Any moment: the archive must not change with the clock. */
const ZIPPED_AT = new Date(1980, 1, 1);

/** The script at both places where runtimes of Synthetics look for a handler `index.handler`. */
function archive(script: string): Uint8Array {
  const file = [new TextEncoder().encode(script), { mtime: ZIPPED_AT }] as const;
  return zipSync({ "index.js": [...file], "nodejs/node_modules/index.js": [...file] });
}

/** Walks through the workflows of the product from outside, as its users do, and says whether they answer. */
export class Canary extends PlatformComponent {
  readonly canaryName: string;

  constructor(
    name: string,
    private readonly args: CanaryArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Canary", name, args.context, "operations", opts);
    this.canaryName = this.physicalName("aws:synthetics/canary:Canary", "walk");
    const bucket = this.createBucket();
    const { role, rights } = this.createRole(bucket);
    this.createCanary(bucket, role, rights);
    this.registerOutputs({ canaryName: this.canaryName });
  }

  /** Of the script, and of what each run leaves: no product data. */
  private createBucket(): aws.s3.Bucket {
    const closed = new ClosedBucket(this, {
      name: "canary",
      tags: this.tags(),
      encryption: S3_MANAGED_KEY,
      forceDestroy: true,
      options: { parent: this },
      settingsOptions: { parent: this },
    });
    closed.setPolicy(
      closed.bucket.arn.apply((arn) => ({
        Version: "2012-10-17",
        Statement: [tlsOnly("s3", [arn, `${arn}/*`])],
      })),
    );
    closed.setLifecycle(
      {
        id: "expire-runs",
        status: "Enabled",
        filter: { prefix: RUNS_PREFIX },
        expiration: { days: KEPT_DAYS },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
      },
      { parent: this },
    );
    return closed.bucket;
  }

  /**
   * What a run may do: leave its files, put the metrics of canaries, read its token. It may not make a log group: Lambda would make
   * one without an end and without our key, and the log of a run is among its files
   * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_CanaryPermissions.html).
   */
  private createRole(bucket: aws.s3.Bucket): {
    readonly role: aws.iam.Role;
    readonly rights: aws.iam.RolePolicy;
  } {
    const { tokenSecretArn } = this.args;
    const role = new aws.iam.Role(
      this.childName("role"),
      {
        name: this.physicalName("aws:iam/role:Role", "canary"),
        description: "Canary: leaves the files of its runs and puts the metrics of canaries",
        assumeRolePolicy: trustPolicy("lambda.amazonaws.com", "sts:AssumeRole"),
        tags: this.tags(),
      },
      { parent: this },
    );
    const policy = bucket.arn.apply((arn) => ({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: "s3:PutObject", Resource: `${arn}/${RUNS_PREFIX}*` },
        { Effect: "Allow", Action: "s3:GetBucketLocation", Resource: arn },
        {
          Effect: "Allow",
          Action: "cloudwatch:PutMetricData",
          // Metrics belong to no resource that a policy could name; the namespace is what narrows it.
          Resource: "*",
          Condition: { StringEquals: { "cloudwatch:namespace": "CloudWatchSynthetics" } },
        },
        ...(tokenSecretArn === null
          ? []
          : [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: tokenSecretArn }]),
      ],
    }));
    const rights = new aws.iam.RolePolicy(
      this.childName("rights"),
      { role: role.name, policy: pulumi.jsonStringify(policy) },
      { parent: this },
    );
    return { role, rights };
  }

  private createCanary(bucket: aws.s3.Bucket, role: aws.iam.Role, rights: aws.iam.RolePolicy): void {
    const { intervalMinutes, paths, tokenSecretArn, url } = this.args;
    const scenarios = scenariosWith(paths);
    const script = canaryScript(scenarios);
    const digest = createHash("sha256").update(script).digest("hex").slice(0, 16);
    const code = new aws.s3.BucketObjectv2(
      this.childName("code"),
      {
        bucket: bucket.bucket,
        // A new script is a new object: Synthetics takes code only when it is told of another key.
        key: `code/${digest}.zip`,
        contentBase64: Buffer.from(archive(script)).toString("base64"),
        contentType: "application/zip",
        tags: this.tags(),
      },
      { parent: this },
    );
    new aws.synthetics.Canary(
      this.childName("walk"),
      {
        name: this.canaryName,
        runtimeVersion: RUNTIME,
        handler: "index.handler",
        s3Bucket: bucket.bucket,
        s3Key: code.key,
        artifactS3Location: pulumi.interpolate`s3://${bucket.bucket}/${RUNS_PREFIX}`,
        artifactConfig: { s3Encryption: { encryptionMode: "SSE_S3" } },
        executionRoleArn: role.arn,
        schedule: { expression: `rate(${intervalMinutes} minutes)` },
        startCanary: true,
        deleteLambda: true,
        successRetentionPeriod: KEPT_DAYS,
        failureRetentionPeriod: KEPT_DAYS,
        runConfig: {
          memoryInMb: MEMORY_MIB,
          timeoutInSeconds: runTimeoutSeconds(scenarios),
          environmentVariables: {
            BASE_URL: url,
            ...(tokenSecretArn === null ? {} : { TOKEN_SECRET_ARN: tokenSecretArn }),
          },
        },
        tags: this.tags(),
      },
      { parent: this, dependsOn: [rights, code] },
    );
  }
}
