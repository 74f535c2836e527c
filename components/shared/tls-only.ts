/**
 * Statement of a resource policy that refuses every request without TLS. It names everyone and every action, because
 * it takes rights away.
 */
export function tlsOnly<Resource>(
  service: "s3" | "sqs",
  resource: Resource,
  sid = "TlsOnly",
): {
  readonly Sid: string;
  readonly Effect: "Deny";
  readonly Principal: "*";
  readonly Action: string;
  readonly Resource: Resource;
  readonly Condition: { readonly Bool: Record<string, string> };
} {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: `${service}:*`,
    Resource: resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}
