import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";

export interface OriginCertificateArgs {
  readonly context: PlatformContext;
  /** The host name that visitors ask for: CloudFront hands it on, and takes a certificate for it from the load balancer. */
  readonly domainName: string;
  /** DNS record of the edge's certificate. ACM asks for the same one in every region, so it is made once. */
  readonly validationRecordFqdn: pulumi.Output<string>;
}

/**
 * The certificate of the load balancer, in the stack's own region, where a load balancer reads it
 * (https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html: a record validates in any region).
 */
export class OriginCertificate extends PlatformComponent {
  /** Known once the certificate is valid. */
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: OriginCertificateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("OriginCertificate", name, args.context, "cdn", opts);

    this.arn = this.awaitValidation(this.createCertificate());
    this.registerOutputs({ arn: this.arn });
  }

  private createCertificate(): aws.acm.Certificate {
    return new aws.acm.Certificate(
      this.childName("certificate"),
      { domainName: this.args.domainName, validationMethod: "DNS", tags: this.tags() },
      { parent: this },
    );
  }

  private awaitValidation(certificate: aws.acm.Certificate): pulumi.Output<string> {
    return new aws.acm.CertificateValidation(
      this.childName("validation"),
      { certificateArn: certificate.arn, validationRecordFqdns: [this.args.validationRecordFqdn] },
      { parent: this },
    ).certificateArn;
  }
}
