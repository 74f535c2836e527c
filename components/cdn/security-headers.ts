import type * as aws from "@pulumi/aws";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Security headers of every answer. Those that say how this site is reached are set whatever the application says;
 * those that say what a page may do are defaults, which the application replaces by sending its own.
 *
 * The content security policy forbids only what hardly any application needs. What scripts and styles may be loaded,
 * only the application knows. Subdomains are left out of HSTS: they may belong to somebody else.
 */
export const SECURITY_HEADERS: aws.types.input.cloudfront.ResponseHeadersPolicySecurityHeadersConfig = {
  strictTransportSecurity: { accessControlMaxAgeSec: YEAR_SECONDS, includeSubdomains: false, override: true },
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: "DENY", override: false },
  referrerPolicy: { referrerPolicy: "strict-origin-when-cross-origin", override: false },
  contentSecurityPolicy: {
    contentSecurityPolicy: "base-uri 'self'; object-src 'none'; frame-ancestors 'none'",
    override: false,
  },
};
