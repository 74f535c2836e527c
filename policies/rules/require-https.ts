import { at, listOf } from "../../models/manifest/values";
import { shown, textOf } from "../read";
import type { ResourceRule } from "../rule";

const HTTPS = ["redirect-to-https", "https-only"];

export const requireHttps: ResourceRule = {
  id: "require-https",
  title: "Browsers are sent to HTTPS, with TLS 1.2 or later",
  rationale: "Whoever sits between could read and change what users see.",
  remedy:
    "Set viewerProtocolPolicy to redirect-to-https, and minimumProtocolVersion to TLSv1.2_2021 or later where the certificate is one's own.",
  severity: "high",
  source: "AWS Well-Architected, SEC09-BP02",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["aws:cloudfront/distribution:Distribution"],
  check: ({ inputs }) => {
    const behaviors = [inputs["defaultCacheBehavior"], ...listOf(inputs["orderedCacheBehaviors"])];
    const plain = behaviors
      .map((one) => at(one, "viewerProtocolPolicy"))
      .filter((one) => !HTTPS.includes(textOf(one)));
    const certificate = inputs["viewerCertificate"];
    const version = at(certificate, "minimumProtocolVersion");
    const isOwn = at(certificate, "cloudfrontDefaultCertificate") !== true;
    return [
      ...plain.map((policy) => ({
        wrong: `viewerProtocolPolicy is ${shown(policy)}`,
        allowed: HTTPS.join(" or "),
      })),
      ...(isOwn && !/^TLSv1\.[23]_/.test(textOf(version))
        ? [{ wrong: `minimumProtocolVersion is ${shown(version)}`, allowed: "TLSv1.2_2021 or later" }]
        : []),
    ];
  },
};
