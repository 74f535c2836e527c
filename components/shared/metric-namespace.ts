import type { PlatformContext } from "./context";

/** CloudWatch's namespace of the metrics that a stack puts itself: nobody else's are in it, so that a role may be limited to it. */
export const metricNamespace = ({
  project,
  stack,
  environment,
}: Pick<PlatformContext, "project" | "stack" | "environment">): string =>
  `Scaling/${project}-${stack}-${environment}`;
