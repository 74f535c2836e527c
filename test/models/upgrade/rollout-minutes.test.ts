import { judgeOperation } from "../../../models/upgrade/judge";
import { operationsBetween } from "../../../models/upgrade/operations";
import { podNumbers } from "../../../models/upgrade/pod-numbers";
import type { TierName } from "../../../tiers";
import { recordedTiers } from "../../support/recorded-tiers";

const manifestOf = recordedTiers();

function minutesOf(name: string, from: TierName, to: TierName): number[] {
  const operation = operationsBetween(manifestOf(from), manifestOf(to)).find((one) => one.name === name);
  if (operation === undefined) throw new Error(`${name} does not change.`);
  const { minutesMin, minutesMax } = judgeOperation(operation, manifestOf(to));
  return [minutesMin, minutesMax].map((each) => Math.round(each * 10) / 10);
}

test("a Deployment has as many pods as its autoscaler may ask for, or as it has replicas", () => {
  const manifest = manifestOf("20k");
  const named = (name: string) => manifest.resources.filter((each) => each.name === name);
  expect(named("app-web-deployment").map((each) => podNumbers(each, manifest))).toEqual([
    { min: 6, max: 24 },
  ]);
  expect(named("postgres-pooler-rw-deployment").map((each) => podNumbers(each, manifest))).toEqual([
    { min: 5, max: 5 },
  ]);
  expect(podNumbers({ inputs: {} }, manifest)).toEqual({ min: 1, max: 1 });
});

test("the step 100 to 500 says of its peers what the living cluster showed: 3.3 to 12.3 minutes", () => {
  const [least = 0, most = 0] = minutesOf("qdrant-peers", "100", "500");
  expect([least <= 3.3, most >= 12.3]).toEqual([true, true]);
  expect([least, most]).toEqual([1.9, 14.8]);
});

test("the more web pods there may be, the longer the report says that they take", () => {
  expect(minutesOf("app-web-deployment", "100", "500")).toEqual([1.2, 12.3]);
  expect(minutesOf("app-web-deployment", "10k", "20k")).toEqual([3.5, 36.8]);
});
