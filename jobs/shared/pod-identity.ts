import { readFile } from "node:fs/promises";
import * as z from "zod";

/** Keys of the role of a pod, for some hours. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Keys, and until when they are good. */
export interface PodKeys {
  readonly credentials: Credentials;
  readonly expiresAt: Date;
}

const answerSchema = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.string(),
  Expiration: z.coerce.date(),
});

/**
 * Asks the agent of EKS Pod Identity, as AWS's own SDKs do: the address and the file with the pod's token are in its
 * environment (https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 */
export async function podKeys(
  environment: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<PodKeys> {
  const url = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"];
  const file = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];
  if (url === undefined || file === undefined)
    throw new Error(
      "The pod has no role: AWS_CONTAINER_CREDENTIALS_FULL_URI and AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE are set by EKS Pod Identity when a pod starts.",
    );
  const authorization = (await readFile(file, "utf8")).trim();
  const answer = await fetch(url, {
    headers: { authorization },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!answer.ok)
    throw new Error(`The agent of EKS Pod Identity gives no credentials: HTTP ${answer.status}.`);
  const { AccessKeyId, SecretAccessKey, Token, Expiration } = answerSchema.parse(await answer.json());
  return {
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: Token },
    expiresAt: Expiration,
  };
}

/** For a job, which ends before its keys do. */
export const podCredentials = async (
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Credentials> => (await podKeys(environment)).credentials;
