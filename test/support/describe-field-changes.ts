/* eslint-disable jest/no-export -- Two suites describe changes with it. */
import type { FieldChange } from "./field-changes";
import { isWithoutRule, reached, worseThanTheClass } from "./field-effects";
import { seeRecipe } from "./recipe";

/** Fields that change nothing of the stack that every dry run has, and why. */
const UNREACHED: Readonly<Record<string, string>> = {
  "network.zoneCount":
    "One value only, and zones come from the region; it decides the phases of Qdrant's peers.",
  comfortableUsers: "What is claimed of the tier: the capacity is worked out and held against it.",
  "app.nextTrafficPercent":
    "Weights of a listener rule, in a stack with nextImage: test/stacks/tiers.test.ts.",
  "cdn.originTls": "TLS to the load balancer, in a stack with a domain: test/stacks/origin-tls.test.ts.",
};

/** What each of some `FIELD_CHANGES` must do. */
export function describeFieldChanges(changes: readonly FieldChange[]): void {
  const cases = changes.map((change) => [change.field.path, change] as const);

  describe("a field that is set otherwise", () => {
    test.each(cases)("%s reaches what is built, what it carries or what it costs", async (path, change) => {
      const idle = `${path} reaches nothing: use it in a component. ${seeRecipe("A field of a tier")}`;
      expect((await reached(change)).length === 0 ? [idle] : []).toEqual(path in UNREACHED ? [idle] : []);
    });

    test.each(cases)(
      "%s says the worst that the upgrade report finds in its change, and has rules for it there and back",
      async (_path, change) => {
        expect(await worseThanTheClass(change)).toEqual([]);
        expect(await isWithoutRule(change)).toBe(false);
      },
    );
  });
}
/* eslint-enable jest/no-export -- as above */
