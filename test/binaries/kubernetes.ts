import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../../tiers";
import { missingIn, type Recipe } from "./get";
import { givenBy } from "./given";
import { KUBERNETES_VERSION, kubernetesModule, partsOf, RELEASE_OF_PARTS } from "./kubernetes-libraries";
import { COMPILER_FLAGS, type Kitchen } from "./tools";

const ETCD_VERSION = "3.6.8";
const FILES = ["kube-apiserver", "etcd"] as const;

/** Go completes the module files, which name here only what cannot be worked out. */
const ENV = { GOFLAGS: "-mod=mod" };

async function buildEtcd(to: string, { scratch, go }: Kitchen): Promise<void> {
  const source = "go.etcd.io/etcd/server/v3";
  const module = { cwd: join(scratch, "etcd-module"), env: ENV };
  await mkdir(module.cwd);
  await go("Preparing a Go module of etcd", ["mod", "init", "scratch/etcd"], module);
  await go("Downloading etcd's source", ["get", "-tool", `${source}@v${ETCD_VERSION}`], module);
  await go("Compiling etcd", ["build", ...COMPILER_FLAGS, "-ldflags", "-s -w", "-o", to, source], module);
}

/**
 * Kubernetes requires its own parts at v0.0.0, which exist only in its repository: each is replaced by its release.
 */
function moduleFile(ofKubernetes: string): string {
  return [
    "module scratch/kubernetes",
    ...[/^go .*$/m, /^godebug .*$/m].flatMap((line) => line.exec(ofKubernetes)?.[0] ?? []),
    `require k8s.io/kubernetes v${KUBERNETES_VERSION}`,
    ...partsOf(ofKubernetes).map((part) => `replace ${part} => ${part} ${RELEASE_OF_PARTS}`),
    "",
  ].join("\n");
}

/** Clients cannot parse the version of a server that was not stamped. */
function versionStamp(): string {
  const [major = "", minor = ""] = KUBERNETES_VERSION.split(".");
  const stamp = { gitVersion: `v${KUBERNETES_VERSION}`, gitMajor: major, gitMinor: minor };
  return Object.entries(stamp)
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
    .join(" ");
}

/** Builds programs of Kubernetes itself into a folder. What they share is compiled once, also by another recipe. */
async function buildPrograms(
  folder: string,
  names: readonly string[],
  { scratch, go }: Kitchen,
): Promise<void> {
  const commandOf = (name: string): string => `k8s.io/kubernetes/cmd/${name}`;
  const module = { cwd: join(scratch, "kubernetes-module"), env: ENV };
  await mkdir(module.cwd);
  await writeFile(join(module.cwd, "go.mod"), moduleFile(await kubernetesModule(go, module)));
  const imports = names.map((name) => `import _ "${commandOf(name)}"\n`).join("");
  await writeFile(join(module.cwd, "tools.go"), `//go:build tools\n\npackage tools\n\n${imports}`);
  await go("Downloading what Kubernetes needs", ["mod", "tidy"], module);
  const ldflags = `-s -w ${versionStamp()}`;
  for (const name of names)
    await go(
      `Compiling ${name}`,
      ["build", ...COMPILER_FLAGS, "-ldflags", ldflags, "-o", join(folder, name), commandOf(name)],
      module,
    );
}

/** The folder that `setup-envtest` prints. */
function given(env: NodeJS.ProcessEnv): string | undefined {
  const folder = env["KUBEBUILDER_ASSETS"];
  if (folder === undefined || folder === "") return undefined;
  const missing = missingIn(folder, FILES);
  if (missing.length === 0) return folder;
  throw new InputError(
    `KUBEBUILDER_ASSETS names ${folder}, which holds no ${missing.join(" and no ")}. Set it to what setup-envtest use -p path prints.`,
  );
}

/** An API server and its store, by the Go module proxy. */
export const KUBERNETES: Recipe = {
  name: "kubernetes",
  version: KUBERNETES_VERSION,
  title: `kube-apiserver ${KUBERNETES_VERSION} with etcd ${ETCD_VERSION}`,
  way: "go",
  files: FILES,
  takes: "5 to 10 minutes on two cores",
  limitMinutes: 30,
  withoutTool:
    "There is no kube-apiserver and no etcd, and no Go to build them. Get them (setup-envtest use " +
    `${KUBERNETES_VERSION.replace(/\.\d+$/, "")}.x), set KUBEBUILDER_ASSETS to their folder, and run this again.`,
  given,
  make: async (folder, kitchen) => {
    await buildEtcd(join(folder, "etcd"), kitchen);
    await buildPrograms(folder, ["kube-apiserver"], kitchen);
  },
};

const CONTROL_PLANE_FILES = ["kube-controller-manager", "kube-scheduler"] as const;

/** What places pods and keeps their number, which `setup-envtest` does not bring. */
export const CONTROL_PLANE: Recipe = {
  name: "control-plane",
  version: KUBERNETES_VERSION,
  title: `kube-controller-manager and kube-scheduler ${KUBERNETES_VERSION}`,
  way: "go",
  files: CONTROL_PLANE_FILES,
  takes: "2 to 4 minutes on two cores after the API server, 10 without it",
  limitMinutes: 30,
  withoutTool:
    "There is no kube-controller-manager and no kube-scheduler, and no Go to build them. Install Go " +
    "(https://go.dev/doc/install), or set CONTROL_PLANE_BIN to the folder of both, and run this again.",
  given: givenBy("CONTROL_PLANE_BIN", "Kubernetes' programs", CONTROL_PLANE_FILES),
  make: (folder, kitchen) => buildPrograms(folder, CONTROL_PLANE_FILES, kitchen),
};
