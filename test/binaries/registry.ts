import { GO_MODULE, NPM_PACKAGE } from "../../rehearsal/cli-sources";
import { PULUMI_CLI_VERSION } from "../../rehearsal/cli-version";
import { findPulumiCli } from "../../rehearsal/pulumi-cli";
import { didYouMean, InputError } from "../../tiers";
import type { Binary } from "./binary";
import { CFN_LINT, CHECKOV, HADOLINT, KUBE_SCORE, NETFLIX_CAPACITY, PARLIAMENT } from "./checkers";
import { NFTABLES, PGBOUNCER, POSTGRES, VALKEY } from "./data-programs";
import { made } from "./get";
import { KARPENTER, KARPENTER_1_8 } from "./karpenter";
import { CONTROL_PLANE, KUBERNETES } from "./kubernetes";

/** Rehearsals get it themselves; here it is only listed. */
const PULUMI: Binary = {
  name: "pulumi",
  version: PULUMI_CLI_VERSION,
  ways: ["npm", "go"],
  get: async ({ limitMs, ...options } = {}) => {
    const sources = [NPM_PACKAGE, GO_MODULE].map((source) => ({
      ...source,
      make: (...[folder, more]: Parameters<typeof source.make>) => source.make(folder, { ...more, limitMs }),
    }));
    const { path, version, how } = await findPulumiCli({ ...options, sources });
    return { version, from: how, path };
  },
};

/** Everything that CI runs and npm does not install. */
export const BINARIES: readonly Binary[] = [
  PULUMI,
  made(KUBERNETES),
  made(CONTROL_PLANE),
  made(KARPENTER),
  made(KARPENTER_1_8),
  made(KUBE_SCORE),
  made(CHECKOV),
  made(CFN_LINT),
  made(PARLIAMENT),
  made(HADOLINT),
  made(NETFLIX_CAPACITY),
  made(POSTGRES),
  made(PGBOUNCER),
  made(VALKEY),
  made(NFTABLES),
];

/**
 * Those with these names, in the order of the registry, each once; all of them when none is named.
 * @throws InputError when there is none of a name
 */
export function binariesNamed(names: readonly string[]): readonly Binary[] {
  const known = BINARIES.map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new InputError(
      `Unknown binary "${unknown}"${didYouMean(unknown, known) || "."} Binaries: ${BINARIES.map(({ name, ways }) => `${name} (${ways.join(" or ")})`).join(", ")}. Name some of them, or none to get all.`,
    );
  return names.length === 0 ? BINARIES : BINARIES.filter(({ name }) => names.includes(name));
}
