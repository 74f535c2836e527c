import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "../../rehearsal/child";
import { cacheFolder, install, locked } from "../../rehearsal/cli-cache";
import { InputError } from "../../tiers";

/** The minor version is that of the tiers' clusters; a test compares them. */
export const KUBERNETES_VERSION = "1.35.1";
const ETCD_VERSION = "3.6.8";
const NAMES = ["kube-apiserver", "etcd"] as const;
const MAX_MINUTES = 30;

/** Absolute paths. */
export interface Binaries {
  readonly apiServer: string;
  readonly etcd: string;
}

type Tell = (line: string) => void;

const inFolder = (folder: string): Binaries => ({
  apiServer: join(folder, "kube-apiserver"),
  etcd: join(folder, "etcd"),
});
const areIn = (folder: string): boolean => NAMES.every((name) => existsSync(join(folder, name)));

/** @throws Error with what Go said */
async function go(args: readonly string[], cwd: string): Promise<string> {
  const ended = await run("go", args, {
    // Without C the result depends on no library of this machine.
    env: { ...process.env, CGO_ENABLED: "0", GOFLAGS: "-mod=mod", GOWORK: "off" },
    cwd,
    timeoutMs: MAX_MINUTES * 60_000,
  });
  if (ended.code !== 0) throw new Error(`go ${args.join(" ")}: ${ended.stderr.trim().slice(-2000)}`);
  return ended.stdout;
}

async function buildEtcd(scratch: string, to: string): Promise<void> {
  const module = join(scratch, "etcd-module");
  await mkdir(module);
  await go(["mod", "init", "scratch/etcd"], module);
  await go(["get", "-tool", `go.etcd.io/etcd/server/v3@v${ETCD_VERSION}`], module);
  await go(["build", "-trimpath", "-ldflags", "-s -w", "-o", to, "go.etcd.io/etcd/server/v3"], module);
}

/**
 * Kubernetes requires its own parts at v0.0.0, which exist only in its repository: each is replaced by its release.
 */
function moduleFile(kubernetesModule: string): string {
  const parts = [...kubernetesModule.matchAll(/^\s+(k8s\.io\/\S+) v0\.0\.0$/gm)].map(([, part = ""]) => part);
  const release = `v${KUBERNETES_VERSION.replace(/^1/, "0")}`;
  return [
    "module scratch/kubernetes",
    ...[/^go .*$/m, /^godebug .*$/m].flatMap((line) => line.exec(kubernetesModule)?.[0] ?? []),
    `require k8s.io/kubernetes v${KUBERNETES_VERSION}`,
    ...[...new Set(parts)].map((part) => `replace ${part} => ${part} ${release}`),
    "",
  ].join("\n");
}

async function buildApiServer(scratch: string, to: string): Promise<void> {
  const module = join(scratch, "kubernetes-module");
  await mkdir(module);
  const source = `k8s.io/kubernetes@v${KUBERNETES_VERSION}`;
  const { GoMod } = JSON.parse(await go(["mod", "download", "-json", source], module)) as { GoMod: string };
  await writeFile(join(module, "go.mod"), moduleFile(await readFile(GoMod, "utf8")));
  await writeFile(
    join(module, "tools.go"),
    '//go:build tools\n\npackage tools\n\nimport _ "k8s.io/kubernetes/cmd/kube-apiserver"\n',
  );
  await go(["mod", "tidy"], module);
  const [major = "", minor = ""] = KUBERNETES_VERSION.split(".");
  // Clients cannot parse the version of a server that was not stamped.
  const stamp = { gitVersion: `v${KUBERNETES_VERSION}`, gitMajor: major, gitMinor: minor };
  const flags = Object.entries(stamp).map(
    ([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`,
  );
  const ldflags = ["-s", "-w", ...flags].join(" ");
  await go(
    ["build", "-trimpath", "-ldflags", ldflags, "-o", to, "k8s.io/kubernetes/cmd/kube-apiserver"],
    module,
  );
}

async function build(folder: string, tell: Tell): Promise<void> {
  const present = await run("go", ["version"], { env: process.env });
  if (present.code !== 0)
    throw new InputError(
      "There is no kube-apiserver and no etcd, and no Go to build them. Get them (setup-envtest use " +
        `${KUBERNETES_VERSION.replace(/\.\d+$/, "")}.x), set KUBEBUILDER_ASSETS to their folder, and run this again.`,
    );
  tell(
    `Building kube-apiserver ${KUBERNETES_VERSION} and etcd ${ETCD_VERSION} from their sources. ` +
      `It takes 5 to 10 minutes on two cores, and is done once: they are kept in ${folder}.`,
  );
  await install(folder, KUBERNETES_VERSION, async (content) => {
    const scratch = join(dirname(content), "build");
    await mkdir(scratch);
    const { apiServer, etcd } = inFolder(content);
    await buildEtcd(scratch, etcd);
    await buildApiServer(scratch, apiServer);
    await rm(scratch, { recursive: true, force: true });
    return undefined;
  });
}

/**
 * Finds an API server and its store: in the folder that `KUBEBUILDER_ASSETS` names, as `setup-envtest` prints it, else
 * in `${XDG_CACHE_HOME:-~/.cache}/scaling-tiers/kubernetes/<version>/`, where they are built by Go when they are not there.
 * @throws InputError when there are none and there is no Go
 */
export async function findBinaries(tell: Tell): Promise<Binaries> {
  const given = process.env["KUBEBUILDER_ASSETS"];
  if (given !== undefined && given !== "") {
    if (areIn(given)) return inFolder(given);
    throw new InputError(
      `KUBEBUILDER_ASSETS names ${given}, which holds no ${NAMES.filter((name) => !existsSync(join(given, name))).join(" and no ")}. Set it to what setup-envtest use -p path prints.`,
    );
  }
  const folder = cacheFolder(process.env, "kubernetes");
  const version = join(folder, KUBERNETES_VERSION);
  if (!areIn(version))
    await locked(
      folder,
      ({ pid }) => {
        tell(`Process ${pid} is building them already; waiting for it.`);
      },
      async () => {
        if (!areIn(version)) await build(folder, tell);
      },
    );
  return inFolder(version);
}
