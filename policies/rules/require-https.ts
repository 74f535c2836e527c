import { at, listOf } from "../../models/manifest/values";
import { shown, textOf } from "../read";
import type { ResourceRule } from "../rule";

const HTTPS = ["redirect-to-https", "https-only"];

export const requireHttps: ResourceRule = {
  id: "require-https",
  title: "HTTP is redirected to HTTPS, with TLS 1.2 or later",
  rationale: "Anyone on the network path could read and change the traffic.",
  remedy:
    "Set viewerProtocolPolicy to redirect-to-https and, with a certificate of your own, minimumProtocolVersion to TLSv1.2_2021 or later.",
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
