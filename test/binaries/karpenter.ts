import { appendFile, cp, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Recipe } from "./get";
import { givenBy } from "./given";
import { inCommon, kubernetesModule } from "./kubernetes-libraries";
import { COMPILER_FLAGS } from "./tools";

const MODULE = "sigs.k8s.io/karpenter";

/** The program with its `kwok` provider, whose nodes are objects alone, and the kinds that it brings. */
const FILES = [
  "karpenter",
  join("crds", "karpenter.sh_nodepools.yaml"),
  join("crds", "karpenter.kwok.sh_kwoknodeclasses.yaml"),
];

/** Where the module keeps the kinds. */
const KINDS = [join("pkg", "apis", "crds"), join("kwok", "apis", "crds")];

interface Release {
  readonly version: string;
  /** Of a Kubernetes whose libraries it has in common with ours. */
  readonly sharesLibraries: boolean;
}

function recipe(name: string, { version, sharesLibraries }: Release, variable: string): Recipe {
  const title = `Karpenter ${version} with its kwok provider`;
  return {
    name,
    version,
    title,
    way: "go",
    files: FILES,
    takes: sharesLibraries
      ? "a minute on two cores after Kubernetes, 4 without it"
      : "2 to 4 minutes on two cores",
    limitMinutes: 20,
    withoutTool:
      `There is no Karpenter ${version} with its kwok provider, and no Go to build it. Install Go ` +
      `(https://go.dev/doc/install), or set ${variable} to a folder of it, and run this again.`,
    given: givenBy(variable, `${title} and its kinds`, FILES),
    make: async (folder, { scratch, go }) => {
      const source = `${MODULE}/kwok`;
      const module = { cwd: join(scratch, "karpenter-module"), env: { GOFLAGS: "-mod=mod" } };
      await mkdir(module.cwd);
      await go("Preparing a Go module of Karpenter", ["mod", "init", "scratch/karpenter"], module);
      await go("Downloading Karpenter's source", ["get", "-tool", `${source}@v${version}`], module);
      if (sharesLibraries) {
        const file = join(module.cwd, "go.mod");
        await appendFile(file, inCommon(await readFile(file, "utf8"), await kubernetesModule(go, module)));
      }
      const to = join(folder, "karpenter");
      await go(
        "Compiling Karpenter",
        ["build", ...COMPILER_FLAGS, "-ldflags", "-s -w", "-o", to, source],
        module,
      );
      const home = (
        await go("Looking for its kinds", ["list", "-m", "-f", "{{.Dir}}", MODULE], module)
      ).trim();
      for (const kinds of KINDS) await cp(join(home, kinds), join(folder, "crds"), { recursive: true });
    },
  };
}

/** The newest that Go 1.26 builds. Its own libraries of Kubernetes are 0.35 as well: by ours, a third of the time to compile it. */
export const KARPENTER = recipe("karpenter", { version: "1.14.1", sharesLibraries: true }, "KARPENTER_BIN");

/**
 * An old one beside it: which version Auto Mode runs is not published, and before 1.10 a static pool that is deleted
 * makes nodes without end (kubernetes-sigs/karpenter #2840).
 */
export const KARPENTER_1_8 = recipe(
  "karpenter-1.8",
  { version: "1.8.0", sharesLibraries: false },
  "KARPENTER_1_8_BIN",
);
