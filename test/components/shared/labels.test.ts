import { fc } from "../../support/property";
import { objectLabels, podLabels, selectorLabels, type Labels } from "../../../components/shared/labels";
import { COST_COMPONENTS, TIER_NAMES, type CostComponent, type TierName } from "../../../tiers";

const contextOf = (tier: TierName) => ({
  project: "scaling-tiers",
  stack: "prod",
  environment: "prod",
  region: "us-east-1",
  accountId: "123456789012",
  partition: "aws",
  tier,
  monthlyBudgetUsd: 200,
  logRetentionDays: 7,
  allowDataDestruction: false,
});

const component = fc.constantFrom<CostComponent>(...COST_COMPONENTS);
/** Names of Kubernetes objects that are also names of Services (RFC 1123 label). */
const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/);
const tier = fc.constantFrom<TierName>(...TIER_NAMES);

test("a selector is the name and the component, for ever", () => {
  expect(selectorLabels("qdrant", "qdrant")).toEqual({
    "app.kubernetes.io/name": "qdrant",
    "app.kubernetes.io/component": "qdrant",
  });
});

test("pods carry what selects them and their cost line, and no tier", () => {
  expect(podLabels("app", "web")).toEqual({
    "app.kubernetes.io/name": "web",
    "app.kubernetes.io/component": "app",
    "app.kubernetes.io/part-of": "scaling-tiers",
    "cost-component": "app",
  });
});

test("a selector selects the pods of its own workload and of no other", () => {
  const selects = (selector: Labels, labels: Labels): boolean =>
    Object.entries(selector).every(([key, value]) => labels[key] === value);
  fc.assert(
    fc.property(component, name, component, name, (ours, web, theirs, other) => {
      expect(selects(selectorLabels(ours, web), podLabels(ours, web))).toBe(true);
      expect(selects(selectorLabels(ours, web), podLabels(theirs, other))).toBe(
        ours === theirs && web === other,
      );
    }),
  );
});

test("an object says its tier and who manages it", () => {
  expect(objectLabels(contextOf("5k"), "app", "web")).toEqual({
    ...podLabels("app", "web"),
    "app.kubernetes.io/managed-by": "pulumi",
    "scaling-tier": "5k",
  });
});

test("every label is one that Kubernetes accepts", () => {
  fc.assert(
    fc.property(tier, component, name, (of, line, as) => {
      for (const [key, value] of Object.entries(objectLabels(contextOf(of), line, as))) {
        expect(key).toMatch(/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/);
        expect(value).toMatch(/^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/);
      }
    }),
  );
});
