/** Paths every image answers on its web port. */
export const HEALTH_PATHS = {
  /** 200 while the process can answer at all; it asks no other service. */
  alive: "/healthz",
  /** 200 when the data services it needs have answered, else 503. */
  ready: "/readyz",
} as const;

/** Seconds between two health checks of the load balancer, and how many in a row decide. */
export const HEALTH_CHECK = { intervalSeconds: 5, healthyCount: 2, unhealthyCount: 3 } as const;

/**
 * Seconds a new pod must be ready before an old one may go: the time to be registered and found healthy. Kubernetes
 * itself does not wait for the load balancer.
 */
export const MIN_READY_SECONDS = HEALTH_CHECK.intervalSeconds * HEALTH_CHECK.healthyCount + 10;

/** How long the load balancer still sends requests that are under way to a pod it has let go, in seconds. */
export const DEREGISTRATION_DELAY_SECONDS = 30;

/**
 * Idle time after which the load balancer closes a connection, in seconds. Above the 60 seconds that CloudFront waits
 * for an origin. The pods must keep idle connections longer than this (in Node.js `server.keepAliveTimeout`), else
 * the load balancer sends a request into a connection that is being closed and answers 502.
 */
export const IDLE_TIMEOUT_SECONDS = 120;

/** Wait before a pod is told to stop: its deregistration has to be noticed first, then to run its course. */
export const PRE_STOP_SECONDS = DEREGISTRATION_DELAY_SECONDS + 10;

/** Time a pod has from the decision to stop it until it is killed, in seconds. */
export const TERMINATION_GRACE_SECONDS = PRE_STOP_SECONDS + 30;
