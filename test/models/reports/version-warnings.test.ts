import { textOf } from "../../../cli/print/text-printer";
import { PLAIN } from "../../../cli/print/style";
import { versionSection } from "../../../cli/print/version-warnings";
import { versionWarnings, versionWarningSchema } from "../../../models/reports/version-warnings";
import { engineVersions, overrideTier, tierNamed, tiers } from "../../../tiers";

const spec = overrideTier(tierNamed("500"), { cluster: { kubernetesVersion: "1.35" } }, "test");
const END = engineVersions.kubernetes.endOfStandardSupport["1.35"];

const textAt = (day: string): string =>
  textOf({ title: "Title", blocks: versionSection(versionWarnings(spec, day)) }, PLAIN).replace(/\s+/g, " ");

test("the end of Kubernetes 1.35 is the one that AWS gives", () => expect(END).toBe("2027-03-27"));

test.each([
  ["2026-11-26", []],
  ["2026-11-27", [120]],
  ["2026-11-29", [118]],
  ["2027-03-27", [0]],
  ["2027-04-01", [-5]],
])("on %s the days to go that are warned of are %j", (day, days) => {
  const warnings = versionWarnings(spec, day);
  expect(warnings.map(({ daysLeft }) => daysLeft)).toEqual(days);
  for (const warning of warnings) expect(versionWarningSchema.parse(warning)).toEqual(warning);
});

test("a warning says when, what AWS does, and how to be earlier", () => {
  expect(textAt("2026-11-29")).toContain(
    "Kubernetes 1.35: standard support ends on 2027-03-27, in 118 days. EKS upgrades the control plane by itself, on a day that it does not announce. Read ./scale upgrade 500 --set cluster.kubernetesVersion=1.36, then do what it says (docs/versions.md).",
  );
  expect(textAt("2027-04-01")).toContain("standard support ended on 2027-03-27, 5 days ago.");
});

test("the last version that is known says where the next one is added", () => {
  const last = overrideTier(spec, { cluster: { kubernetesVersion: "1.36" } }, "test");
  expect(versionWarnings(last, "2027-08-01")).toMatchObject([
    { what: "Kubernetes 1.36", remedy: "Add the next version to tiers/versions.json (docs/versions.md)." },
  ]);
});

test("the earliest end comes first", () => {
  expect(versionWarnings(spec, "2030-02-01").map(({ what }) => what)).toEqual([
    "Kubernetes 1.35",
    "PostgreSQL 17",
  ]);
});

test("every version of Kubernetes and PostgreSQL that a tier may name has an end", () => {
  for (const engine of ["kubernetes", "postgres"] as const) {
    const { accepted, endOfStandardSupport } = engineVersions[engine];
    for (const version of accepted) expect(Object.keys(endOfStandardSupport)).toContain(version);
  }
});

test("every engine has the version of the tiers, and the next one", () => {
  for (const { cluster, postgres, valkey } of tiers) {
    expect(engineVersions.kubernetes.accepted.indexOf(cluster.kubernetesVersion)).toBe(0);
    expect(engineVersions.postgres.accepted.indexOf(postgres.engineVersion)).toBe(0);
    expect(engineVersions.valkey.accepted.indexOf(valkey.engineVersion)).toBe(0);
  }
  for (const engine of ["kubernetes", "postgres", "valkey"] as const)
    expect(engineVersions[engine].accepted.length).toBeGreaterThan(1);
});
