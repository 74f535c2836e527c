/**
 * What users are promised: the roadmap's service levels, and nothing else writes their numbers. `timeoutSeconds` is the
 * longest that CloudFront waits for an answer (components/app/traffic.ts): a target above it could not be missed.
 */
export const TARGETS = [
  {
    id: "dashboard",
    kind: "latency",
    title: "Dashboard answers in time",
    seconds: 0.5,
    timeoutSeconds: 60,
    objectivePercent: 95,
    subject: "webTargets",
  },
  {
    id: "content",
    kind: "latency",
    title: "Content is generated in time",
    seconds: 5,
    timeoutSeconds: 60,
    objectivePercent: 95,
    subject: "contentTargets",
  },
  {
    id: "social",
    kind: "latency",
    title: "Social posts are published in time",
    seconds: 2,
    timeoutSeconds: 60,
    objectivePercent: 95,
    subject: "socialTargets",
  },
  {
    id: "errors",
    kind: "errors",
    title: "Requests are answered, not failed",
    objectivePercent: 99.9,
    subject: "loadBalancer",
  },
  {
    id: "uptime",
    kind: "probe",
    title: "The product answers from outside",
    objectivePercent: 99.5,
    subject: "canary",
  },
  {
    id: "consistency",
    kind: "probe",
    title: "What was written is read",
    objectivePercent: 99.9,
    subject: "stack",
  },
] as const;

/**
 * How fast the budget of errors burns before somebody is told, and over which windows: 2 % of a month's budget in an hour,
 * 5 % in six hours, 10 % in a day (Site Reliability Workbook, "Alerting on SLOs",
 * https://sre.google/workbook/alerting-on-slos/). The short window ends an alarm soon after its cause. Where a hundred users
 * make a hundred requests a minute, one window each is enough and a third of the price.
 */
export const BURN_RATES = {
  full: [
    { severity: "page", burn: 14.4, longSeconds: 3_600, shortSeconds: 300 },
    { severity: "page", burn: 6, longSeconds: 21_600, shortSeconds: 1_800 },
    { severity: "ticket", burn: 3, longSeconds: 86_400, shortSeconds: 7_200 },
  ],
  lean: [
    { severity: "page", burn: 14.4, longSeconds: 3_600, shortSeconds: null },
    { severity: "ticket", burn: 3, longSeconds: 86_400, shortSeconds: null },
  ],
} as const;

/**
 * Bad requests that a window must be able to hold before its burn counts: with fewer, one error is an outage on paper. A
 * window counts from ⌈3 / (burn · budget)⌉ requests on.
 */
export const BAD_REQUESTS_MIN = 3;
