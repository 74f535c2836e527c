import { z } from "zod";
import { engineVersions, type Engine, type TierSpec } from "../../tiers";

/** Days before the end of a version's support from which on somebody should plan its upgrade. */
const WARNING_DAYS = 120;

/** A version whose support ends soon, or has ended. */
export const versionWarningSchema = z
  .strictObject({
    what: z.string().describe("Engine and version, such as `Kubernetes 1.35`"),
    endOfStandardSupport: z.iso.date().describe("Last day of it"),
    daysLeft: z.int().describe("Below 0 when the day has passed"),
    effect: z.string().describe("What AWS does then"),
    remedy: z.string().describe("What to do before"),
    source: z.string(),
  })
  .meta({ id: "VersionWarning" });

export type VersionWarning = z.infer<typeof versionWarningSchema>;

interface Upgrade {
  readonly field: string;
  readonly version: (spec: TierSpec) => string;
  readonly effect: string;
}

const UPGRADES: Readonly<Record<Engine, Upgrade>> = {
  kubernetes: {
    field: "cluster.kubernetesVersion",
    version: ({ cluster }) => cluster.kubernetesVersion,
    effect: "EKS upgrades the control plane by itself, on a day that it does not announce",
  },
  postgres: {
    field: "postgres.engineVersion",
    version: ({ postgres }) => postgres.engineVersion,
    effect: "RDS upgrades to the next major version by itself, with an outage",
  },
  valkey: {
    field: "valkey.engineVersion",
    version: ({ valkey }) => valkey.engineVersion,
    effect: "ElastiCache upgrades to a later version by itself",
  },
};

const MILLISECONDS_PER_DAY = 86_400_000;

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS_PER_DAY);

/** What the next version is called by; undefined where this program knows none. */
function nextOf(engine: Engine, version: string): string | undefined {
  const { accepted } = engineVersions[engine];
  return accepted[accepted.indexOf(version) + 1];
}

function warningFor(engine: Engine, spec: TierSpec, asOf: string): VersionWarning[] {
  const { title, source, endOfStandardSupport } = engineVersions[engine];
  const { field, version: versionIn, effect } = UPGRADES[engine];
  const version = versionIn(spec);
  const end = endOfStandardSupport[version];
  if (end === undefined) return [];
  const daysLeft = daysBetween(asOf, end);
  if (daysLeft > WARNING_DAYS) return [];
  const next = nextOf(engine, version);
  return [
    {
      what: `${title} ${version}`,
      endOfStandardSupport: end,
      daysLeft,
      effect,
      remedy:
        next === undefined
          ? `Add the next version to tiers/versions.json (docs/versions.md).`
          : `Read ./scale upgrade ${spec.name} --set ${field}=${next}, then do what it says (docs/versions.md).`,
      source,
    },
  ];
}

/**
 * Versions of a tier whose standard support ends within 120 days, the earliest first.
 * @param asOf the day to count from, YYYY-MM-DD: a model has no clock
 */
export function versionWarnings(spec: TierSpec, asOf: string): VersionWarning[] {
  return (Object.keys(UPGRADES) as Engine[])
    .flatMap((engine) => warningFor(engine, spec, asOf))
    .sort((a, b) => a.daysLeft - b.daysLeft);
}
