import { signedRequest, type SignedRequestArgs } from "./signed-request";
import { textOf } from "./xml";

export type AwsQueryArgs = Omit<SignedRequestArgs, "retries">;

/** What AWS refused, by its own code, such as `DBInstanceNotFound`. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const VERSIONS = { rds: "2014-10-31", monitoring: "2010-08-01" } as const;

/** Signed requests to services of AWS that speak the Query protocol, and their answers as XML text. */
export class AwsQuery {
  constructor(private readonly args: AwsQueryArgs) {}

  /** @throws AwsError when it is refused */
  async action(
    service: keyof typeof VERSIONS,
    action: string,
    parameters: Readonly<Record<string, string>>,
  ): Promise<string> {
    // As text: it is signed with the request.
    const body = new URLSearchParams({
      Action: action,
      Version: VERSIONS[service],
      ...parameters,
    }).toString();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { ok, status, text } = await signedRequest(this.args, service, "/", {
      method: "POST",
      headers,
      body,
    });
    if (ok) return text;
    const code = textOf(text, "Code") ?? `HTTP ${status}`;
    throw new AwsError(code, `${action}: ${code}: ${textOf(text, "Message") ?? "no reason was given"}`);
  }
}
