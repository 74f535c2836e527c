import { fc } from "../../support/property";
import { addresses, DENY_ALL } from "../../../components/shared/network-policy-parts";
import { IMAGES } from "../../../components/shared/images";
import { forwardAction } from "../../../components/app/forward-action";
import { appNetworkPolicies } from "../../../components/app/network-policies";
import { hostSkewMax } from "../../../tiers/limits";
import {
  DEREGISTRATION_DELAY_SECONDS,
  PRE_STOP_SECONDS,
  TERMINATION_GRACE_SECONDS,
} from "../../../components/app/traffic";
import { APP_WORKLOADS, workloadsOf } from "../../../components/app/workloads";
import { tierNamed } from "../../../tiers";

test("pods at rest never all land on one node", () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 500 }), (replicas) => {
      expect(hostSkewMax(replicas)).toBeLessThan(replicas);
      expect(hostSkewMax(replicas)).toBeGreaterThanOrEqual(1);
    }),
  );
  expect(hostSkewMax(1)).toBe(1);
});

test("the weights of the releases are always a whole", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), (trafficPercent) => {
      const { forward } = forwardAction("web", { targetGroupArn: "next", trafficPercent });
      expect(forward).toEqual({
        targetGroups: [
          { arn: "web", weight: 100 - trafficPercent },
          { arn: "next", weight: trafficPercent },
        ],
      });
    }),
  );
});

test("a pod outlives its deregistration", () => {
  expect(PRE_STOP_SECONDS).toBeGreaterThan(DEREGISTRATION_DELAY_SECONDS);
  expect(TERMINATION_GRACE_SECONDS).toBeGreaterThan(PRE_STOP_SECONDS);
});

test("a tier has the workloads it has pods for", () => {
  const names = (tier: "100" | "2k" | "20k") =>
    workloadsOf(tierNamed(tier).app, { current: null, next: null }).map(({ workload }) => workload);
  expect(names("100")).toEqual(["web"]);
  expect(names("2k")).toEqual(["web", "worker"]);
  expect(names("20k")).toEqual(["web", "web-next", "worker"]);
});

describe("the namespace app", () => {
  const policies = appNetworkPolicies(
    { dataCidrBlocks: ["10.0.48.0/22"], privateCidrBlocks: ["10.0.64.0/18"] },
    [APP_WORKLOADS.web, APP_WORKLOADS.next],
    APP_WORKLOADS.web,
  );

  test("is closed but for these ways", () => {
    expect(Object.keys(policies)).toEqual([
      "default-deny",
      "from-load-balancer",
      "from-observer",
      "to-dns",
      "to-data",
      "to-https",
    ]);
    expect(policies["default-deny"]).toEqual(DENY_ALL);
    expect(policies["from-load-balancer"]).toMatchObject({
      podSelector: {
        matchExpressions: [{ key: "app.kubernetes.io/name", operator: "In", values: ["web", "web-next"] }],
      },
      ingress: [{ from: addresses(["10.0.64.0/18"]), ports: [{ protocol: "TCP", port: 8080 }] }],
    });
  });

  test("reaches data services on their ports and nothing else in the VPC", () => {
    expect(policies["to-data"]?.egress).toEqual([
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "postgres" } } }],
        ports: [{ protocol: "TCP", port: 6432 }],
      },
      {
        to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "qdrant" } } }],
        ports: [
          { protocol: "TCP", port: 6333 },
          { protocol: "TCP", port: 6334 },
        ],
      },
      { to: [{ ipBlock: { cidr: "10.0.48.0/22" } }], ports: [{ protocol: "TCP", port: 6379 }] },
    ]);
    expect(policies["to-https"]?.egress).toEqual([
      { to: [{ ipBlock: { cidr: "0.0.0.0/0" } }], ports: [{ protocol: "TCP", port: 443 }] },
      { to: [{ ipBlock: { cidr: "169.254.170.23/32" } }], ports: [{ protocol: "TCP", port: 80 }] },
    ]);
  });

  test("uses no exception in a block, which the agent of EKS would apply to other rules", () => {
    expect(JSON.stringify(policies)).not.toContain("except");
  });
});

test.each(Object.entries(IMAGES))("image %s is pinned by registry, tag and digest", (_name, image) => {
  expect(image).toMatch(/^[a-z0-9.-]+\.[a-z]+\/[a-z0-9/_-]+:[\w.-]+@sha256:[0-9a-f]{64}$/);
});
