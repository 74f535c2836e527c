import * as aws from "@pulumi/aws";
import type { PlatformComponent } from "../shared/component";

/** Own host name and the Route 53 hosted zone that answers for it. */
export interface CdnDomain {
  readonly name: string;
  readonly hostedZoneId: string;
}

/** Leads the own host name to the distribution, by IPv4 and IPv6. */
export function createAliasRecords(
  parent: PlatformComponent,
  domain: CdnDomain,
  distribution: aws.cloudfront.Distribution,
): void {
  for (const type of ["A", "AAAA"])
    new aws.route53.Record(
      parent.childName(`alias-${type.toLowerCase()}`),
      {
        zoneId: domain.hostedZoneId,
        name: domain.name,
        type,
        aliases: [
          { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false },
        ],
      },
      { parent },
    );
}
