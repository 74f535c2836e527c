import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TierSpec } from "../../tiers";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";
import type { AccountCopiesReference, CopiesReference } from "../shared/references";
import { createAliasRecords, type CdnDomain } from "./alias-records";
import { AssetBucket } from "./asset-bucket";
import { ASSET_PATH, assetBehavior, webBehavior } from "./cache-behaviors";
import { distributionSettings } from "./distribution";
import { assetOrigin, webOrigin } from "./origins";
import { RequestLogs } from "./request-logs";
import { SECURITY_HEADERS } from "./security-headers";
import { viewerCertificate } from "./viewer-certificate";
import { viewerRequestFunction } from "./viewer-request-function";
import { vpcOriginConfig, vpcOriginFingerprint } from "./vpc-origin-config";
import { WebAclLogs } from "./web-acl-logs";
import { webAclSettings } from "./web-acl-rules";

export interface CdnArgs {
  readonly context: PlatformContext;
  readonly spec: TierSpec["cdn"];
  /** CloudFront makes VPC origins only in a VPC that has one attached; nothing is routed through it. */
  readonly internetGateway: pulumi.Resource;
  /** The internal load balancer. */
  readonly origin: {
    readonly loadBalancerArn: pulumi.Output<string>;
    readonly dnsName: pulumi.Output<string>;
    /** CloudFront speaks TLS to it. */
    readonly isEncrypted: boolean;
    /** What must be there before CloudFront connects, such as the listener. */
    readonly ready: readonly pulumi.Resource[];
  };
  /** Null for the name CloudFront gives. */
  readonly domain: CdnDomain | null;
  /** Certificate of the domain, in the region that CloudFront reads; null without one. */
  readonly certificateArn: pulumi.Output<string> | null;
  /** Paths, such as `/api/generate`, whose bodies the firewall does not look into. */
  readonly wafExcludedPaths: readonly string[];
  /** Where copies of the assets are kept in another region; null for none. */
  readonly copies: CopiesReference | null;
  /** The same in another account. */
  readonly accountCopies: AccountCopiesReference | null;
}

/** What a distribution is put together from; null where the tier or the stack has none. */
interface DistributionParts {
  readonly vpcOrigin: aws.cloudfront.VpcOrigin;
  readonly headers: aws.cloudfront.ResponseHeadersPolicy;
  readonly webAcl: aws.wafv2.WebAcl | null;
  readonly viewerRequest: aws.cloudfront.Function | null;
}

/**
 * The only way in from the internet: CloudFront with HTTP/2 and HTTP/3, pages and API uncached through a VPC origin,
 * assets cached from S3, and by tier a web ACL, Origin Shield and a function at the edge. Every step between two tiers
 * updates the distribution in place.
 */
export class Cdn extends PlatformComponent {
  /** `https://` and the public host name. */
  readonly url: pulumi.Output<string>;
  /** The public host name: the own domain, or the one CloudFront gives. */
  readonly domainName: pulumi.Output<string>;
  /** Address that the keys under `assets/` of the bucket are served from; no slash at its end. */
  readonly assetBaseUrl: pulumi.Output<string>;
  readonly assetBucket: { readonly name: pulumi.Output<string>; readonly arn: pulumi.Output<string> };
  readonly distributionId: pulumi.Output<string>;
  /** Null where the tier has no firewall. */
  readonly webAclArn: pulumi.Output<string> | null;

  constructor(
    name: string,
    private readonly args: CdnArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("Cdn", name, args.context, "cdn", opts);
    const assets = this.createAssetBucket();
    const webAcl = this.createWebAcl();
    if (webAcl !== null && args.spec.webAclLogs)
      new WebAclLogs(
        this.childName("web-acl-logs"),
        { context: args.context, webAclArn: webAcl.arn },
        { parent: this },
      );
    const distribution = this.createDistribution(assets, {
      vpcOrigin: this.createVpcOrigin(),
      headers: this.createResponseHeadersPolicy(),
      webAcl,
      viewerRequest: this.createViewerRequestFunction(),
    });
    assets.admitDistribution(distribution.arn);
    if (args.spec.requestLogs)
      new RequestLogs(
        this.childName("request-logs"),
        { context: args.context, distributionArn: distribution.arn },
        { parent: this },
      );
    if (args.domain !== null) createAliasRecords(this, args.domain, distribution);
    this.domainName = args.domain === null ? distribution.domainName : pulumi.output(args.domain.name);
    this.url = pulumi.interpolate`https://${this.domainName}`;
    this.assetBaseUrl = pulumi.interpolate`${this.url}${ASSET_PATH}`;
    this.assetBucket = { name: assets.name, arn: assets.arn };
    this.distributionId = distribution.id;
    this.webAclArn = webAcl?.arn ?? null;
    this.registerOutputs({
      url: this.url,
      domainName: this.domainName,
      assetBaseUrl: this.assetBaseUrl,
      assetBucket: this.assetBucket,
      distributionId: this.distributionId,
    });
  }

  private createAssetBucket(): AssetBucket {
    const { context, copies, accountCopies } = this.args;
    return new AssetBucket(this.childName("assets"), { context, copies, accountCopies }, { parent: this });
  }

  /**
   * The way to the load balancer. While a distribution uses it, AWS refuses every update of it, even of its tags
   * (https://github.com/hashicorp/terraform-provider-aws/issues/40905, https://github.com/aws/aws-cdk/issues/35765):
   * a changed configuration makes a second origin, the distribution is switched to it, the first is deleted.
   */
  private createVpcOrigin(): aws.cloudfront.VpcOrigin {
    const { loadBalancerArn, isEncrypted, ready } = this.args.origin;
    const name = loadBalancerArn.apply((arn) =>
      this.physicalName(
        "aws:cloudfront/vpcOrigin:VpcOrigin",
        `web-${vpcOriginFingerprint(arn, isEncrypted)}`,
      ),
    );
    return new aws.cloudfront.VpcOrigin(
      this.childName("vpc-origin"),
      {
        vpcOriginEndpointConfig: { name, arn: loadBalancerArn, ...vpcOriginConfig(isEncrypted) },
        // AWS says up to 15 minutes, which is all the time the provider would give it.
        timeouts: { create: "30m", update: "30m", delete: "30m" },
        tags: this.constantTags(),
      },
      {
        parent: this,
        dependsOn: [this.args.internetGateway, ...ready],
        replaceOnChanges: ["vpcOriginEndpointConfig"],
      },
    );
  }

  private createResponseHeadersPolicy(): aws.cloudfront.ResponseHeadersPolicy {
    return new aws.cloudfront.ResponseHeadersPolicy(
      this.childName("headers"),
      {
        name: this.physicalName("aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "security"),
        comment: "Security headers of every answer",
        securityHeadersConfig: SECURITY_HEADERS,
      },
      { parent: this },
    );
  }

  private createWebAcl(): aws.wafv2.WebAcl | null {
    const { webAclRules: rules, blockingRules: blocking } = this.args.spec;
    if (rules.length === 0) return null;
    const name = this.physicalName("aws:wafv2/webAcl:WebAcl", "cdn");
    return new aws.wafv2.WebAcl(
      this.childName("web-acl"),
      {
        ...webAclSettings(name, { rules, blocking, excludedPaths: this.args.wafExcludedPaths }),
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createViewerRequestFunction(): aws.cloudfront.Function | null {
    if (!this.args.spec.edgeFunction) return null;
    return new aws.cloudfront.Function(
      this.childName("viewer-request"),
      {
        name: this.physicalName("aws:cloudfront/function:Function", "viewer-request"),
        ...viewerRequestFunction(),
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  /** Its name is the public address of a stack without an own domain, and no new distribution gets it again. */
  private createDistribution(
    assets: AssetBucket,
    { vpcOrigin, headers, webAcl, viewerRequest }: DistributionParts,
  ): aws.cloudfront.Distribution {
    const { context, spec, domain, certificateArn, origin } = this.args;
    return new aws.cloudfront.Distribution(
      this.childName("distribution"),
      {
        ...distributionSettings({
          environment: context.environment,
          priceClass: spec.priceClass,
          domainName: domain?.name ?? null,
        }),
        origins: [
          webOrigin({ dnsName: origin.dnsName, vpcOriginId: vpcOrigin.id }),
          assetOrigin({
            bucketRegionalDomainName: assets.regionalDomainName,
            originAccessControlId: assets.originAccessControlId,
            region: context.region,
            originShield: spec.originShield,
          }),
        ],
        defaultCacheBehavior: webBehavior(headers.id, viewerRequest?.arn ?? null),
        orderedCacheBehaviors: [assetBehavior(headers.id)],
        viewerCertificate: viewerCertificate(certificateArn),
        ...(webAcl !== null && { webAclId: webAcl.arn }),
        tags: this.tags(),
      },
      this.holdsData(),
    );
  }
}
