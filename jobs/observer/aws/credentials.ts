import { podKeys, type Credentials, type PodKeys } from "../../shared/pod-identity";

/** Before they end, so that no request is signed with keys that are about to. */
const EARLY_MS = 5 * 60_000;

/**
 * Credentials of the pod's role, asked again before they end.
 * @throws Error when the environment has none, or the agent does not give them
 */
export function renewedCredentials(
  environment: Readonly<Record<string, string | undefined>>,
  nowMs: () => number,
): (signal?: AbortSignal) => Promise<Credentials> {
  let known: PodKeys | undefined;
  return async (signal) => {
    if (known === undefined || nowMs() >= known.expiresAt.getTime() - EARLY_MS)
      known = await podKeys(environment, signal);
    return known.credentials;
  };
}
