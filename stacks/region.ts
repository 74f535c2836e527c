import { hasRdsRoot } from "../components/postgres/certificates";
import { regionAllowed, show, type Problem } from "../tiers";

/**
 * What is wrong with the region of a stack, and with the root certificates that it brings for it.
 * @param region `aws:region`
 * @param rootCertificates `rdsRootCertificates`, as it is in the configuration
 */
export function regionProblems(region: string | undefined, rootCertificates: string | undefined): Problem[] {
  const path = "aws:region";
  if (region === undefined)
    return [
      {
        path,
        given: "nothing",
        allowed: "an AWS region; set it with: pulumi config set aws:region us-east-1",
      },
    ];
  const allowed = regionAllowed(region, rootCertificates !== undefined);
  if (allowed !== undefined) return [{ path, given: show(region), allowed }];
  if (rootCertificates === undefined || hasRdsRoot(rootCertificates, region)) return [];
  return [
    {
      path: "rdsRootCertificates",
      given: "a text without the root certificate of the region",
      allowed: `what https://truststore.pki.rds.amazonaws.com/${region}/${region}-bundle.pem holds`,
    },
  ];
}
