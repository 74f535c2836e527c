import { REQUEST_LOAD, requestsPerSecond, shares, type Part } from "../part";

/** Targets of a load balancer (Elastic Load Balancing user guide, "Quotas for your Application Load Balancers"). */
const TARGETS = 1_000;

/** Requests a second of a distribution (Amazon CloudFront developer guide, "Quotas"). */
const EDGE_REQUESTS_PER_SECOND = 250_000;

/** Pods are targets; their number follows the users. */
export const loadBalancer: Part = {
  name: "load balancer",
  kind: "hard",
  formula: "`targets` × 1,000 targets × cores a pod ÷ (λ × s)",
  source: "Elastic Load Balancing user guide, quotas",
  beyond: "a further pod gets no requests",
  coefficients: [...REQUEST_LOAD, "appCpuMsPerRequest"],
  limits: ["targets"],
  users: ({ web }, c, limits) =>
    shares(TARGETS * web.coresPerPod, (requestsPerSecond(c) * c.appCpuMsPerRequest) / 1_000, limits.targets),
};

const SECONDS_PER_DAY = 86_400;
/** Of a media file, as the workload counts them. */
const FILES_PER_MEDIA_MIB = 4;

export const edgeRequests: Part = {
  name: "CDN requests",
  kind: "hard",
  formula: "`edgeRequests` × 250,000 requests a second ÷ (λ + files and media a second and user at the peak)",
  source: "Amazon CloudFront developer guide, quotas",
  beyond: "CloudFront answers 503",
  coefficients: [
    ...REQUEST_LOAD,
    "dailyActiveShare",
    "sessionsPerActiveDay",
    "staticFilesPerSession",
    "mediaMiBPerActiveDay",
  ],
  limits: ["edgeRequests"],
  users: (_sizes, c, limits) => {
    const filesPerDay =
      c.dailyActiveShare *
      (c.sessionsPerActiveDay * c.staticFilesPerSession + c.mediaMiBPerActiveDay * FILES_PER_MEDIA_MIB);
    const perUser = requestsPerSecond(c) + (filesPerDay * c.peakFactor) / SECONDS_PER_DAY;
    return shares(EDGE_REQUESTS_PER_SECOND, perUser, limits.edgeRequests);
  },
};
