import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf, program, refusalOf } from "./fake-programs";
import { get } from "./get";
import { KARPENTER, KARPENTER_1_8 } from "./karpenter";
import { CONTROL_PLANE } from "./kubernetes";

let folder: string;

const env = (changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => environmentOf(folder, changes);

const logged = (): string[] =>
  readFileSync(join(folder, "log"), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/-o \S+/, "-o it"));

/** Go that answers where modules are, and makes what it is told to. */
const GO = `
echo "$@" >> "$HOME/log"
if [ "$2" = download ]; then echo "{\\"GoMod\\": \\"$HOME/go.mod\\"}"; fi
if [ "$1" = list ]; then echo "$HOME/module"; fi
if [ "$2" = tidy ]; then cat tools.go > "$HOME/tools.go"; fi
if [ "$2" = init ]; then cat "$HOME/own.mod" > go.mod; fi
if [ -e "$HOME/own.mod" ] && [ "$1" = build ]; then cat go.mod > "$HOME/written.mod"; fi
[ "$1" = build ] || exit 0
while [ "$1" != -o ]; do shift; done
echo it > "$2"`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "placement-programs-"));
  program(join(folder, "bin", "go"), GO);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("controllers and scheduler are built from one module, stamped as the API server is", async () => {
  writeFileSync(join(folder, "go.mod"), "module k8s.io/kubernetes\n");
  const { from, path } = await get(CONTROL_PLANE, { env: env() });
  expect([from, readdirSync(path).sort()]).toEqual(["go", ["kube-controller-manager", "kube-scheduler"]]);
  const imports = ["kube-controller-manager", "kube-scheduler"].map(
    (name) => `import _ "k8s.io/kubernetes/cmd/${name}"\n`,
  );
  expect(readFileSync(join(folder, "tools.go"), "utf8")).toBe(
    `//go:build tools\n\npackage tools\n\n${imports.join("")}`,
  );
  const stamped =
    "-X k8s.io/component-base/version.gitVersion=v1.35.1 -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=35";
  const build = (name: string): string =>
    `build -gcflags=all=-dwarf=false -ldflags -s -w ${stamped} -o it k8s.io/kubernetes/cmd/${name}`;
  expect(logged()).toEqual([
    "mod download -json k8s.io/kubernetes@v1.35.1",
    "mod tidy",
    build("kube-controller-manager"),
    build("kube-scheduler"),
  ]);
});

const OWN =
  "module scratch/karpenter\n\nrequire (\n\tk8s.io/api v0.35.1\n\tk8s.io/apiserver v0.35.0\n\tk8s.io/utils v0.0.0-20251222233032-718f0e51e6d2\n\tgithub.com/own v1.0.0\n)\n";

test.each([
  [
    KARPENTER,
    "1.14.1",
    ["mod download -json k8s.io/kubernetes@v1.35.1"],
    "\nreplace k8s.io/apiserver => k8s.io/apiserver v0.35.1\nreplace k8s.io/utils => k8s.io/utils v0.0.0-20251002143259-bc988d571ff4\n",
  ],
  [KARPENTER_1_8, "1.8.0", [], ""],
])(
  "Karpenter is built with its kwok provider, with the libraries of our Kubernetes where they fit, and keeps the kinds of its version",
  async (recipe, version, reading, replaced) => {
    writeFileSync(join(folder, "own.mod"), OWN);
    writeFileSync(
      join(folder, "go.mod"),
      "module k8s.io/kubernetes\n\nrequire (\n\tk8s.io/api v0.0.0\n\tk8s.io/apiserver v0.0.0\n\tk8s.io/utils v0.0.0-20251002143259-bc988d571ff4\n)\n",
    );
    for (const [kinds, name] of [
      ["pkg", "karpenter.sh_nodepools.yaml"],
      ["kwok", "karpenter.kwok.sh_kwoknodeclasses.yaml"],
    ] as const) {
      const home = join(folder, "module", kinds, "apis", "crds");
      mkdirSync(home, { recursive: true });
      writeFileSync(join(home, name), kinds);
    }
    const { path } = await get(recipe, { env: env() });
    expect([recipe.version, readdirSync(path).sort()]).toEqual([version, ["crds", "karpenter"]]);
    expect(readdirSync(join(path, "crds")).sort()).toEqual([
      "karpenter.kwok.sh_kwoknodeclasses.yaml",
      "karpenter.sh_nodepools.yaml",
    ]);
    expect(logged()).toEqual([
      "mod init scratch/karpenter",
      `get -tool sigs.k8s.io/karpenter/kwok@v${version}`,
      ...reading,
      "build -gcflags=all=-dwarf=false -ldflags -s -w -o it sigs.k8s.io/karpenter/kwok",
      "list -m -f {{.Dir}} sigs.k8s.io/karpenter",
    ]);
    expect(readFileSync(join(folder, "written.mod"), "utf8")).toBe(`${OWN}${replaced}`);
  },
);

describe("one clear message", () => {
  test.each([
    [
      "CONTROL_PLANE_BIN",
      "control-plane",
      "no kube-controller-manager and no kube-scheduler",
      "Kubernetes' programs",
    ],
    [
      "KARPENTER_BIN",
      "karpenter",
      "no karpenter and no crds/karpenter.sh_nodepools.yaml and no crds/karpenter.kwok.sh_kwoknodeclasses.yaml",
      "Karpenter 1.14.1 with its kwok provider and its kinds",
    ],
    [
      "KARPENTER_1_8_BIN",
      "karpenter-1.8",
      "no karpenter and no crds/karpenter.sh_nodepools.yaml and no crds/karpenter.kwok.sh_kwoknodeclasses.yaml",
      "Karpenter 1.8.0 with its kwok provider and its kinds",
    ],
  ])("for %s without the programs", async (variable, name, lacks, whose) => {
    const own = join(folder, "own");
    mkdirSync(own);
    expect(await refusalOf(name, env({ [variable]: own }))).toBe(
      `${variable} names ${own}, which holds ${lacks}. Set it to the folder of ${whose}, or unset it, and run this again.`,
    );
  });

  test.each([
    [
      "control-plane",
      "There is no kube-controller-manager and no kube-scheduler, and no Go to build them. Install Go (https://go.dev/doc/install), or set CONTROL_PLANE_BIN to the folder of both, and run this again.",
    ],
    [
      "karpenter",
      "There is no Karpenter 1.14.1 with its kwok provider, and no Go to build it. Install Go (https://go.dev/doc/install), or set KARPENTER_BIN to a folder of it, and run this again.",
    ],
    [
      "karpenter-1.8",
      "There is no Karpenter 1.8.0 with its kwok provider, and no Go to build it. Install Go (https://go.dev/doc/install), or set KARPENTER_1_8_BIN to a folder of it, and run this again.",
    ],
  ])("for %s without Go", async (name, expected) => {
    expect(await refusalOf(name, env({ PATH: join(folder, "empty") }))).toBe(expected);
  });
});
