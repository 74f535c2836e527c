import { recordedManifest } from "../../cli/record/recorded-manifest";
import { kindOf } from "../../kinds";
import { nameOf } from "../../models/account/names-prefix";
import type { ManifestResource } from "../../models/manifest/manifest";
import { recordedTiers } from "../support/recorded-tiers";
import { EVERYTHING } from "../support/everything";
import { TIER_NAMES } from "../../tiers";

/** What stays in the account when the stack goes, and would be in the way of the same stack. */
const remaining = (resources: readonly ManifestResource[]): ManifestResource[] =>
  resources.filter(({ type, retainOnDelete }) => type.startsWith("aws:") && retainOnDelete);

const manifestOf = recordedTiers();

/** The provider adds characters of its own to a prefix, so the next object has another name. */
const isFree = ({ type, inputs }: ManifestResource): boolean => {
  const rule = kindOf(type)?.name;
  if (rule === undefined || !("input" in rule)) return true;
  return inputs[rule.input] === undefined;
};

test("nothing that outlives a stack keeps a name that the same stack needs again", async () => {
  const manifests = [
    ...TIER_NAMES.map(manifestOf),
    await recordedManifest("100", EVERYTHING),
    await recordedManifest("20k", EVERYTHING),
  ];
  const stays = manifests.flatMap(({ resources }) => remaining(resources));
  expect(new Set(stays.map(({ type }) => type))).toContain("aws:secretsmanager/secret:Secret");
  expect(
    stays.filter((each) => !isFree(each)).map((each) => `${each.type} ${nameOf(each) ?? each.name}`),
  ).toEqual([]);
});

test("final snapshots of databases and caches end in characters of their own", () => {
  const snapshots = TIER_NAMES.flatMap((tier) =>
    manifestOf(tier).resources.flatMap(({ inputs }) => {
      const snapshot: unknown = inputs["finalSnapshotIdentifier"];
      return typeof snapshot === "string" ? [snapshot] : [];
    }),
  );
  expect(snapshots.length).toBeGreaterThan(TIER_NAMES.length);
  expect(snapshots.filter((snapshot) => !/-final-[0-9a-f]{8}$/.test(snapshot))).toEqual([]);
});
