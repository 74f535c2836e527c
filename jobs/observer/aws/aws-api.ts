import { signedRequest, type SignedRequestArgs } from "../../shared/signed-request";

/** Services that are asked. */
type Service = "monitoring" | "rds" | "s3";

export type AwsApiArgs = Omit<SignedRequestArgs, "retries">;

/** Within one minute: the next one tries again. */
const RETRIES = 2;

/** AWS's error code, such as `AccessDenied`: the rest of an answer may quote what was sent. */
const codeOf = (text: string): string => /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? "";

/** Signed requests to AWS, and their answers as XML text. */
export class AwsApi {
  constructor(private readonly args: AwsApiArgs) {}

  /** One action of a service with the Query protocol. @throws Error with the status and AWS's code when it is refused */
  async action(
    service: "monitoring" | "rds",
    parameters: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<string> {
    return await this.send(service, "/", {
      method: "POST",
      // As text: what is signed is what is sent.
      body: new URLSearchParams(parameters).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      signal,
    });
  }

  /** @param path with the query */
  async get(service: "s3", path: string, signal: AbortSignal): Promise<string> {
    return await this.send(service, path, { method: "GET", signal });
  }

  private async send(
    service: Service,
    path: string,
    request: RequestInit & { readonly signal: AbortSignal },
  ): Promise<string> {
    const { ok, status, text } = await signedRequest(
      { ...this.args, retries: RETRIES },
      service,
      path,
      request,
    );
    if (!ok) throw new Error(`${service}: HTTP ${status} ${codeOf(text)}`.trimEnd());
    return text;
  }
}
