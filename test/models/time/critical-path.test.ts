import { fc } from "../../support/property";
import { KINDS } from "../../../kinds";
import type { Kind } from "../../../kinds/kind";
import { criticalPath } from "../../../models/time/critical-path";
import { createDuration, DEFAULT_DURATION, type Duration } from "../../../models/time/create-durations";
import type { Manifest, ManifestResource } from "../../../models/manifest/manifest";
import { rehearsalReport, rehearsalSchema } from "../../../models/reports/rehearsal";
import { manifestWith } from "../../support/manifest-with";

const resource = (
  name: string,
  dependsOn: readonly string[] = [],
  changes: Partial<ManifestResource> = {},
): ManifestResource => ({
  urn: name,
  type: "aws:test/thing:Thing",
  name,
  component: "network",
  parent: null,
  provider: null,
  dependsOn: [...dependsOn],
  inputs: {},
  protect: false,
  retainOnDelete: false,
  ...changes,
});

const manifest = (...resources: ManifestResource[]): Manifest => manifestWith("500", resources);

const duration = (minutesMin: number, minutesMax: number): Duration => ({
  minutesMin,
  minutesMax,
  basis: "estimate",
  note: "test",
  source: null,
});
/** `a-3` takes one to three minutes. */
const byName = ({ type, ...rest }: { type: string }): Duration =>
  duration(1, Number(("name" in rest ? String(rest.name) : type).split("-")[1]));

const names = (given: Manifest): string[] =>
  criticalPath(given, byName).steps.map(({ resource: { name } }) => name);

test("the chain that ends last is the path, not the one with the most links", () => {
  const given = manifest(
    resource("a-3"),
    resource("b-3", ["a-3"]),
    resource("c-3", ["b-3"]),
    resource("d-20"),
    resource("e-1", ["c-3", "d-20"]),
  );
  expect(names(given)).toEqual(["d-20", "e-1"]);
  expect(criticalPath(given, byName).total).toEqual({ minutesMin: 4, minutesMax: 21 });
});

test("a resource waits for what its provider waits for", () => {
  const provider = resource("provider", ["cluster-15"], { type: "pulumi:providers:kubernetes" });
  const object = resource("pod-2", [], { type: "kubernetes:core/v1:Pod", provider: "provider" });
  expect(names(manifest(resource("cluster-15"), provider, object))).toEqual(["cluster-15", "pod-2"]);
});

test("components and what is not in the manifest take no time", () => {
  const component = resource("component", [], { type: "scaling-tiers:network:Network" });
  expect(
    criticalPath(manifest(component, resource("a-3", ["component", "elsewhere"])), byName).total,
  ).toEqual({
    minutesMin: 1,
    minutesMax: 3,
  });
});

test("nothing takes no time", () => {
  expect(criticalPath(manifest(), byName)).toMatchObject({ steps: [], total: { minutesMax: 0 } });
});

test("resources that wait for each other are refused", () => {
  expect(() => criticalPath(manifest(resource("a-1", ["b-1"]), resource("b-1", ["a-1"])), byName)).toThrow(
    "a-1 waits for itself.",
  );
});

/** Resources of which each waits for some of those before it, in any order. */
const graphs = fc
  .array(
    fc.record({ minutes: fc.integer({ min: 0, max: 60 }), waits: fc.array(fc.nat(), { maxLength: 4 }) }),
    {
      maxLength: 25,
    },
  )
  .map((nodes) => {
    const urns = nodes.map(({ minutes }, index) => `r${index}-${minutes}`);
    return nodes.map(({ waits }, index) =>
      resource(urns[index] ?? "", [
        ...new Set(index === 0 ? [] : waits.map((wait) => urns[wait % index] ?? "")),
      ]),
    );
  });

test("the path is a chain without gaps whose end is the total, in whatever order resources stand", () => {
  fc.assert(
    fc.property(
      graphs.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        const { steps, total, finished } = criticalPath(manifest(...list), byName);
        let clock = 0;
        for (const [place, step] of steps.entries()) {
          expect(step.start.minutesMax).toBe(clock);
          clock += step.takes.minutesMax;
          const before = steps.slice(Math.max(0, place - 1), place).map(({ resource: { urn } }) => urn);
          expect(step.resource.dependsOn).toEqual(expect.arrayContaining(before));
        }
        expect(clock).toBe(total.minutesMax);
        for (const { urn, dependsOn } of list)
          for (const needed of dependsOn)
            expect(finished.get(needed)?.minutesMax).toBeLessThanOrEqual(finished.get(urn)?.minutesMax ?? -1);
        expect(criticalPath(manifest(...shuffled), byName).total).toEqual(total);
      },
    ),
  );
});

describe("the durations", () => {
  const rows = KINDS.flatMap(({ type, creates = [] }: Kind) => creates.map((row) => ({ type, ...row })));

  test.each(rows)("of $type are a range with a source", ({ minutesMin, minutesMax, source }) => {
    expect(minutesMin).toBeLessThan(minutesMax);
    expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com|registry\.terraform\.io)\//);
  });

  test("of a replica, a pair and a single instance differ", () => {
    const minutes = (inputs: Record<string, unknown>) =>
      createDuration({ type: "aws:rds/instance:Instance", inputs }).minutesMax;
    expect([
      minutes({ multiAz: true, replicateSourceDb: "primary" }),
      minutes({ multiAz: true }),
      minutes({ multiAz: false }),
    ]).toEqual([30, 25, 20]);
  });

  test("no row hides a later one of the same type", () => {
    const hidden = rows.filter(({ type }, place) =>
      rows.slice(0, place).some((earlier) => earlier.type === type && earlier.when === undefined),
    );
    expect(hidden).toEqual([]);
  });

  test("of a type without a row are a few seconds", () => {
    expect(createDuration({ type: "aws:sns/topic:Topic", inputs: {} })).toBe(DEFAULT_DURATION);
  });
});

test("a report counts objects by component and fits its schema", () => {
  const report = rehearsalReport(
    manifest(resource("a-3"), resource("b-5", ["a-3"], { component: "app" })),
    { cliVersion: "3.250.0", operations: [{ operation: "up", changes: 2, seconds: 1 }] },
    byName,
  );
  expect(rehearsalSchema.parse(report)).toEqual(report);
  expect(report.components.filter(({ created }) => created > 0)).toEqual([
    { component: "network", created: 1, readyMinutesMin: 1, readyMinutesMax: 3 },
    { component: "app", created: 1, readyMinutesMin: 2, readyMinutesMax: 8 },
  ]);
});
