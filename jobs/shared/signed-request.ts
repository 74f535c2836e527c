import { AwsClient } from "aws4fetch";
import type { Credentials } from "./pod-identity";

export interface SignedRequestArgs {
  readonly region: string;
  readonly credentials: (signal?: AbortSignal) => Promise<Credentials>;
  /** Address of a service. Default: AWS's in the region; tests name their own. */
  readonly urlOf?: (service: string) => string;
  /** How often a request that AWS cannot answer now is sent again. Default: that of the client. */
  readonly retries?: number;
}

/** What AWS answers, right or wrong. */
interface Answer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
}

/**
 * Sends one request, signed with the role of the pod.
 * @param service by the name that its signature has
 * @param path with the query
 */
export async function signedRequest(
  { region, credentials, urlOf, retries }: SignedRequestArgs,
  service: string,
  path: string,
  request: RequestInit & { readonly signal?: AbortSignal },
): Promise<Answer> {
  const client = new AwsClient({
    ...(await credentials(request.signal)),
    region,
    service,
    ...(retries === undefined ? {} : { retries }),
  });
  const url = urlOf?.(service) ?? `https://${service}.${region}.amazonaws.com`;
  const response = await client.fetch(`${url}${path}`, request);
  return { ok: response.ok, status: response.status, text: await response.text() };
}
