const IN_QDRANT = "kubectl -n qdrant";

/**
 * Waits until a job has ended, and fails when it failed. `kubectl wait` knows one condition only: for `complete` it would
 * wait for hours on a job that refused within minutes.
 */
export const waitForJob = (name: string): string =>
  `until ${IN_QDRANT} get job ${name} -o jsonpath='{.status.conditions[*].type}' | grep -E 'Complete|Failed'; do sleep 10; done; ${IN_QDRANT} wait --for=condition=complete --timeout=1s job/${name}`;

/** A job's name is taken for a day after it has ended. */
export const clearJobs = (...names: readonly string[]): string =>
  `${IN_QDRANT} delete job ${names.join(" ")} --ignore-not-found`;

export const lastLineOf = (name: string): string => `${IN_QDRANT} logs job/${name} | tail -n 1`;

/** @param environment such as `MODE=plan`; without it the job runs as its schedule runs it */
export const startJob = (name: string, environment = ""): string =>
  environment === ""
    ? `${IN_QDRANT} create job ${name} --from=cronjob/qdrant-rebalance`
    : `${IN_QDRANT} create job ${name} --from=cronjob/qdrant-rebalance --dry-run=client -o yaml | kubectl set env --local -f - ${environment} -o yaml | kubectl apply -f -`;

export const readyPeers = `${IN_QDRANT} get statefulset qdrant -o jsonpath='{.status.readyReplicas}'`;

/** Lets the claims of peers go; the claims of the others stay protected. */
export const unprotectClaims = (peers: readonly number[]): string =>
  `pulumi stack --show-urns | grep -oE 'urn:[^ ]*PersistentVolumeClaim::qdrant-storage-(${peers.join("|")})\\b' | sort -u | xargs -n 1 pulumi state unprotect --yes`;
