import { fc } from "../../support/property";
import { IDLE_TIMEOUT_SECONDS } from "../../../components/app/traffic";
import { originShieldRegion } from "../../../components/cdn/origin-shield-region";
import { assetOrigin, webOrigin } from "../../../components/cdn/origins";
import { SECURITY_HEADERS } from "../../../components/cdn/security-headers";
import { viewerCertificate } from "../../../components/cdn/viewer-certificate";
import { vpcOriginFingerprint } from "../../../components/cdn/vpc-origin-config";

describe("origins", () => {
  test("the load balancer keeps a connection longer than CloudFront does", () => {
    const { vpcOriginConfig } = webOrigin({ dnsName: "internal", vpcOriginId: "vo_1" });
    const { originReadTimeout, originKeepaliveTimeout } = vpcOriginConfig as {
      originReadTimeout: number;
      originKeepaliveTimeout: number;
    };
    expect(Math.max(originReadTimeout, originKeepaliveTimeout)).toBeLessThan(IDLE_TIMEOUT_SECONDS);
  });

  test("Origin Shield is named only where it is switched on", () => {
    const args = { bucketRegionalDomainName: "bucket", originAccessControlId: "E1", region: "eu-west-3" };
    expect(assetOrigin({ ...args, originShield: false })).not.toHaveProperty("originShield");
    expect(assetOrigin({ ...args, originShield: true }).originShield).toEqual({
      enabled: true,
      originShieldRegion: "eu-west-2",
    });
  });
});

describe("the region of Origin Shield", () => {
  test.each([
    ["us-east-1", "us-east-1"],
    ["us-west-1", "us-west-2"],
    ["ca-central-1", "us-east-1"],
    ["af-south-1", "eu-west-1"],
    ["eu-central-2", "eu-central-1"],
  ])("for an origin in %s is %s", (region, expected) => expect(originShieldRegion(region)).toBe(expected));

  test("is always one that has Origin Shield", () => {
    for (const region of ["eu-north-1", "me-south-1", "ap-east-1", "il-central-1", "mx-central-1"]) {
      const shield = originShieldRegion(region);
      expect(originShieldRegion(shield)).toBe(shield);
    }
  });

  test("is not guessed", () => {
    expect(() => originShieldRegion("us-gov-west-1")).toThrow(
      new RangeError(
        "No region of Origin Shield is known for an origin in us-gov-west-1. Set cdn.originShield to false, or add the nearest region to components/cdn/origin-shield-region.ts.",
      ),
    );
  });
});

describe("the fingerprint of a VPC origin", () => {
  test("is the same for the same load balancer and differs between two", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(vpcOriginFingerprint(one, false)).toMatch(/^[0-9a-f]{8}$/);
        expect(vpcOriginFingerprint(one, false)).toBe(vpcOriginFingerprint(one, false));
        expect(vpcOriginFingerprint(one, false) === vpcOriginFingerprint(other, false)).toBe(one === other);
        expect(vpcOriginFingerprint(one, true)).not.toBe(vpcOriginFingerprint(one, false));
      }),
    );
  });

  test("is frozen: another configuration would replace every stack's origin", () => {
    const arn = "arn:aws:elasticloadbalancing:us-east-1:1:loadbalancer/app/web/1";
    expect([false, true].map((isEncrypted) => vpcOriginFingerprint(arn, isEncrypted))).toEqual([
      "f01d4f58",
      "1791d114",
    ]);
  });
});

describe("the certificate of visitors", () => {
  test("asks for TLS 1.2 with an own certificate", () =>
    expect(viewerCertificate("arn:aws:acm:us-east-1:1:certificate/1")).toEqual({
      acmCertificateArn: "arn:aws:acm:us-east-1:1:certificate/1",
      sslSupportMethod: "sni-only",
      minimumProtocolVersion: "TLSv1.2_2021",
    }));

  test("is CloudFront's without one, where no minimum may be given", () =>
    expect(viewerCertificate(null)).toEqual({ cloudfrontDefaultCertificate: true }));
});

describe("security headers", () => {
  test("make browsers come back over TLS and take content types as they are", () => {
    expect(SECURITY_HEADERS.strictTransportSecurity).toEqual({
      accessControlMaxAgeSec: 31_536_000,
      includeSubdomains: false,
      override: true,
    });
    expect(SECURITY_HEADERS.contentTypeOptions).toEqual({ override: true });
  });

  test("leave what a page may do to the application", () => {
    expect(SECURITY_HEADERS.frameOptions).toEqual({ frameOption: "DENY", override: false });
    expect(SECURITY_HEADERS.referrerPolicy).toEqual({
      referrerPolicy: "strict-origin-when-cross-origin",
      override: false,
    });
    expect(SECURITY_HEADERS.contentSecurityPolicy).toEqual({
      contentSecurityPolicy: "base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
      override: false,
    });
  });
});
