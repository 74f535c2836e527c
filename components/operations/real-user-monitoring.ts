import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import { guestTrustPolicy } from "../shared/trust-policy";
import { RUM_SCRIPT_KEY, RUM_SNIPPET, RUM_TELEMETRIES, rumScript } from "./rum-script";

export interface RealUserMonitoringArgs {
  readonly context: PlatformContext;
  /** 1 to 100. */
  readonly sampledSessionsPercent: number;
  /** Host name of the pages that may report. */
  readonly domainName: pulumi.Output<string>;
  /** What lies under `assets/` in it is served on that host. */
  readonly assetBucketName: pulumi.Output<string>;
}

/** Browsers ask again after so long, so that another sampling rate reaches them. */
const SCRIPT_MAX_AGE_SECONDS = 300;

/**
 * What users' browsers measure, in CloudWatch RUM. The provider has no resource for an app monitor's own policy, so browsers get
 * guest credentials of an identity pool, good for one action on one monitor.
 */
export class RealUserMonitoring extends PlatformComponent {
  /** The tag that the application puts into its pages. */
  readonly snippet = RUM_SNIPPET;
  private readonly monitorName = this.physicalName("aws:rum/appMonitor:AppMonitor", "rum");

  constructor(
    name: string,
    private readonly args: RealUserMonitoringArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("RealUserMonitoring", name, args.context, "operations", opts);
    const pool = this.createIdentityPool();
    this.admitGuests(pool);
    this.serveScript(this.createMonitor(pool), pool);
    this.registerOutputs({ snippet: this.snippet });
  }

  private createIdentityPool(): aws.cognito.IdentityPool {
    return new aws.cognito.IdentityPool(
      this.childName("guests"),
      {
        identityPoolName: this.physicalName("aws:cognito/identityPool:IdentityPool", "rum-guests"),
        allowUnauthenticatedIdentities: true,
        // The older flow lets a guest ask for any role that trusts Cognito; the newer one knows the role of the pool.
        allowClassicFlow: false,
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /** Everybody is a guest: the one right is to report to this monitor. */
  private admitGuests(pool: aws.cognito.IdentityPool): void {
    const { partition, region, accountId } = this.args.context;
    const role = new aws.iam.Role(
      this.childName("guest-role"),
      {
        name: this.physicalName("aws:iam/role:Role", "rum-guest"),
        description: "Browsers of visitors: report what they measured to one app monitor",
        assumeRolePolicy: pool.id.apply(guestTrustPolicy),
        tags: this.tags(),
      },
      { parent: this },
    );
    new aws.iam.RolePolicy(
      this.childName("guest-rights"),
      {
        role: role.name,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "ReportToThisMonitor",
              Effect: "Allow",
              Action: "rum:PutRumEvents",
              Resource: `arn:${partition}:rum:${region}:${accountId}:appmonitor/${this.monitorName}`,
            },
          ],
        }),
      },
      { parent: this },
    );
    new aws.cognito.IdentityPoolRoleAttachment(
      this.childName("guest"),
      { identityPoolId: pool.id, roles: { unauthenticated: role.arn } },
      // A pool has one set of roles: to delete the old one afterwards would empty the new one.
      { parent: this, deleteBeforeReplace: true },
    );
  }

  private createMonitor(pool: aws.cognito.IdentityPool): aws.rum.AppMonitor {
    const { domainName, sampledSessionsPercent } = this.args;
    return new aws.rum.AppMonitor(
      this.childName("monitor"),
      {
        name: this.monitorName,
        domain: domainName,
        cwLogEnabled: false,
        appMonitorConfiguration: {
          identityPoolId: pool.id,
          sessionSampleRate: sampledSessionsPercent / 100,
          telemetries: RUM_TELEMETRIES,
          allowCookies: false,
          enableXray: false,
        },
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private serveScript(monitor: aws.rum.AppMonitor, pool: aws.cognito.IdentityPool): void {
    const { context, assetBucketName, sampledSessionsPercent } = this.args;
    const script = pulumi
      .all([monitor.appMonitorId, pool.id])
      .apply(([appMonitorId, identityPoolId]) =>
        rumScript({ region: context.region, appMonitorId, identityPoolId, sampledSessionsPercent }),
      );
    new aws.s3.BucketObjectv2(
      this.childName("script"),
      {
        bucket: assetBucketName,
        key: RUM_SCRIPT_KEY,
        contentBase64: script.apply((text) => Buffer.from(text).toString("base64")),
        contentType: "text/javascript; charset=utf-8",
        cacheControl: `public, max-age=${SCRIPT_MAX_AGE_SECONDS}`,
        tags: this.tags(),
      },
      { parent: this },
    );
  }
}
