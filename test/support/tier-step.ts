/* eslint-disable jest/no-export -- Several suites describe steps with it. */
import { recordedManifest } from "../../cli/record/recorded-manifest";
import type { Manifest } from "../../models/manifest/manifest";
import { operationsBetween } from "../../models/upgrade/operations";
import type { Rehearsal } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { tierNamed, tierPhases, type TierName } from "../../tiers";
import { freshContents } from "./fresh-stack";
import { contentsOf, guarded } from "./stack-contents";
import { sizesKept, stepConfig } from "./step-config";

const SECRET_VERSION = "aws:secretsmanager/secretVersion:SecretVersion";

/** The control plane's version moves when its support ends; the configuration is to say it then, which is a step of its own. */
export const MOVED_BY_A_PROCEDURE = ["aws:eks/cluster:Cluster"];

/** The stack that takes a step. */
interface StepStack {
  /** It is at the tier where the step begins. */
  readonly begin: () => Promise<Rehearsal>;
  readonly end: (rehearsal: Rehearsal) => Promise<void>;
}

/** Tests of one step between tiers on the engine, an `up` for each phase of the way. */
export function describeTierStep(from: TierName, to: TierName, { begin, end }: StepStack): void {
  describe(`from ${from} to ${to}`, () => {
    const kept = sizesKept(from, to);
    const isDescent = Object.keys(kept).length > 0;
    let rehearsal: Rehearsal;
    let first: Manifest;
    /** What the stack is before the next phase. */
    let now: Manifest;
    let guardedBefore: Readonly<Record<string, string>>;
    /** Types of the objects that no resource stands for: before the step, and those that it leaves by a replacement. */
    let unknown: string[];

    const unknownToState = async (): Promise<string[]> =>
      rehearsal.world.orphans(await rehearsal.resources()).map(({ type }) => type);

    beforeAll(async () => {
      rehearsal = await begin();
      guardedBefore = await guarded(rehearsal);
      unknown = await unknownToState();
      first = await recordedManifest(from, kept, { tellsSecretsApart: true });
      now = first;
    });
    afterAll(() => end(rehearsal));

    test.each(tierPhases(tierNamed(from), tierNamed(to)).map(({ name }) => name))(
      "phase %s does to every resource what the two manifests say, and nothing to what AWS has moved meanwhile",
      async (name) => {
        const config = { ...kept, ...stepConfig([], { from, name }) };
        const next = await recordedManifest(to, config, { tellsSecretsApart: true });
        await rehearsal.setConfig({ [`${PROJECT}:tier`]: to, ...config });
        rehearsal.world.moveByItself(MOVED_BY_A_PROCEDURE);
        const { failure, steps } = await rehearsal.upAfterRefresh();
        expect(failure).toBe("");
        expect(Object.fromEntries(steps.map(({ urn, operation }) => [urn, operation]))).toEqual(
          Object.fromEntries(
            operationsBetween(now, next).map(({ urn, operation }) => [
              urn,
              operation === "tag-only" ? "update" : operation,
            ]),
          ),
        );
        const versions = steps.filter(
          ({ type, operation }) => type === SECRET_VERSION && operation === "replace",
        );
        unknown.push(...versions.map(({ type }) => type));
        now = next;
      },
    );

    test("is left alone by a second `up` that asks AWS first", async () => {
      rehearsal.world.moveByItself(MOVED_BY_A_PROCEDURE);
      expect(await rehearsal.upAfterRefresh()).toMatchObject({ failure: "", steps: [] });
    });

    test("leaves the world that a fresh stack of that tier has", async () => {
      expect(await contentsOf(rehearsal)).toEqual(await freshContents(to, kept));
    });

    test("keeps everything that holds data, under the same ids", async () => {
      expect(Object.keys(guardedBefore).length).toBeGreaterThan(0);
      expect(await guarded(rehearsal)).toMatchObject(guardedBefore);
    });

    // Secrets Manager keeps the version before, and drops those before it by itself.
    test("leaves nothing that the state does not know but earlier versions of a secret, and what is to be retained", async () => {
      const retained = first.resources.filter(({ retainOnDelete }) => isDescent && retainOnDelete);
      const left = await unknownToState();
      expect(left.filter((type) => type === SECRET_VERSION)).toEqual(
        unknown.filter((type) => type === SECRET_VERSION),
      );
      const allowed = [SECRET_VERSION, ...retained.map(({ type }) => type)];
      expect(left.filter((type) => !allowed.includes(type))).toEqual([]);
    });
  });
}
/* eslint-enable jest/no-export -- as above */
