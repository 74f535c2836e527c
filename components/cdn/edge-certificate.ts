import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { CLOUDFRONT_REGION } from "../shared/cloudfront-region";
import { PlatformComponent } from "../shared/component";
import type { PlatformContext } from "../shared/context";

const VALIDATION_RECORD_TTL_SECONDS = 300;

export interface EdgeCertificateArgs {
  readonly context: PlatformContext;
  /** The one host name the certificate is for. */
  readonly domainName: string;
  /** Route 53 hosted zone that answers for it. */
  readonly hostedZoneId: string;
}

/** A certificate for CloudFront, which takes it only from us-east-1; ACM validates and renews it by a DNS record. */
export class EdgeCertificate extends PlatformComponent {
  /** Known once the certificate is valid. */
  readonly arn: pulumi.Output<string>;
  /** Name of the DNS record that validates every certificate which the account has for the domain, in any region. */
  readonly validationRecordFqdn: pulumi.Output<string>;

  constructor(
    name: string,
    private readonly args: EdgeCertificateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("EdgeCertificate", name, args.context, "cdn", opts);

    const certificate = this.createCertificate();
    const record = this.createValidationRecord(certificate);
    this.validationRecordFqdn = record.fqdn;
    this.arn = this.awaitValidation(certificate, record);
    this.registerOutputs({ arn: this.arn });
  }

  private createCertificate(): aws.acm.Certificate {
    return new aws.acm.Certificate(
      this.childName("certificate"),
      {
        region: CLOUDFRONT_REGION,
        domainName: this.args.domainName,
        validationMethod: "DNS",
        tags: this.tags(),
      },
      { parent: this },
    );
  }

  private createValidationRecord(certificate: aws.acm.Certificate): aws.route53.Record {
    const option = certificate.domainValidationOptions.apply(([first]) => {
      if (first === undefined) throw new Error("ACM gave no validation record for the certificate.");
      return first;
    });
    return new aws.route53.Record(
      this.childName("validation-record"),
      {
        zoneId: this.args.hostedZoneId,
        name: option.resourceRecordName,
        type: option.resourceRecordType,
        records: [option.resourceRecordValue],
        ttl: VALIDATION_RECORD_TTL_SECONDS,
        // The record is the same for every certificate that an account has for a name, also for those of other stacks.
        allowOverwrite: true,
      },
      { parent: this },
    );
  }

  private awaitValidation(
    certificate: aws.acm.Certificate,
    record: aws.route53.Record,
  ): pulumi.Output<string> {
    return new aws.acm.CertificateValidation(
      this.childName("validation"),
      {
        region: CLOUDFRONT_REGION,
        certificateArn: certificate.arn,
        validationRecordFqdns: [record.fqdn],
      },
      { parent: this },
    ).certificateArn;
  }
}
