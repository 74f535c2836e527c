import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import * as os from "node:os";
import { homedir, hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cacheFolder, locked } from "../../rehearsal/cli-cache";
import { GO_MODULE, NPM_PACKAGE, type CliSource } from "../../rehearsal/cli-sources";
import { isUsable, PULUMI_CLI_VERSION } from "../../rehearsal/cli-version";
import { findPulumiCli, type FindOptions } from "../../rehearsal/pulumi-cli";
import type { Progress } from "../../rehearsal/progress";
import { InputError } from "../../tiers";

jest.mock("node:os", () => ({ __esModule: true, ...jest.requireActual<typeof os>("node:os") }));

/** No process has it: Linux gives out ids below 2^22. */
const DEAD_PID = 4_194_305;

let folder: string;
let cache: string;
let lines: string[];

const progress: Progress = {
  line: (text) => void lines.push(text),
  begin: (text) => {
    lines.push(text);
    return { update: () => undefined, end: (last) => void lines.push(last ?? text) };
  },
};

function script(path: string, body: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}

const pulumiOf = (path: string, version: string): string => script(path, `echo v${version}`);
const cachedFile = (): string => join(cache, PULUMI_CLI_VERSION, "pulumi");
const path = (...folders: string[]): string =>
  [...folders.map((name) => join(folder, name)), "/bin"].join(":");

const env = (changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  PATH: path(),
  HOME: folder,
  XDG_CACHE_HOME: join(folder, "cache"),
  ...changes,
});

const find = (options: FindOptions = {}) => findPulumiCli({ env: env(), sources: [], progress, ...options });

const making = (make: CliSource["make"]): CliSource => ({ how: "go", title: "Go", make });
const working = making((target) => {
  pulumiOf(join(target, "pulumi"), PULUMI_CLI_VERSION);
  return Promise.resolve(undefined);
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "find-cli-"));
  cache = join(folder, "cache/scaling-tiers/pulumi");
  lines = [];
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["3.250.0", true],
  ["v3.250.1", true],
  ["3.999.0-dev.1", true],
  ["3.249.9", false],
  ["2.300.0", false],
  ["4.0.0", false],
  ["pulumi", false],
])("version %s is usable: %s", (version, expected) => {
  expect(isUsable(version)).toBe(expected);
});

describe("a CLI that is there", () => {
  test("PULUMI_CLI comes first", async () => {
    const own = pulumiOf(join(folder, "own"), "3.260.0");
    pulumiOf(join(folder, "bin/pulumi"), "3.255.0");
    expect(await find({ env: env({ PULUMI_CLI: own, PATH: path("bin") }) })).toEqual({
      path: own,
      version: "3.260.0",
      how: "path",
    });
  });

  test("PATH comes before the cache, and nothing is written", async () => {
    const installed = pulumiOf(join(folder, "bin/pulumi"), "3.255.0");
    expect(await find({ env: env({ PATH: path("bin") }) })).toEqual({
      path: installed,
      version: "3.255.0",
      how: "path",
    });
    expect(existsSync(cache)).toBe(false);
    expect(lines).toEqual([]);
  });

  test("npm's launcher on PATH is no CLI", async () => {
    pulumiOf(join(folder, "node_modules/.bin/pulumi"), "3.255.0");
    pulumiOf(cachedFile(), PULUMI_CLI_VERSION);
    expect(await find({ env: env({ PATH: path("node_modules/.bin") }) })).toEqual({
      path: cachedFile(),
      version: PULUMI_CLI_VERSION,
      how: "cache",
    });
  });

  test("an old one on PATH is passed over for the cached one", async () => {
    pulumiOf(join(folder, "bin/pulumi"), "3.100.0");
    pulumiOf(cachedFile(), PULUMI_CLI_VERSION);
    expect((await find({ env: env({ PATH: path("bin") }) })).how).toBe("cache");
  });
});

describe("no CLI to be had is one message", () => {
  const refusal = (options: FindOptions) =>
    find(options).then(
      () => "found",
      (error: unknown) => (error instanceof InputError ? error.message : error),
    );

  test("with what was tried", async () => {
    const sources: CliSource[] = [
      { how: "npm", title: "npm package pulumi 3.250.0", make: () => Promise.resolve("fetch failed") },
      making(() => Promise.resolve("not installed")),
    ];
    expect(await refusal({ sources })).toBe(
      [
        "There is no usable Pulumi CLI (3.250.0 or later, below 4), and none could be got:",
        "  PATH: no pulumi",
        "  npm package pulumi 3.250.0: fetch failed",
        "  Go: not installed",
        "Install one (https://www.pulumi.com/docs/install/) or name one by the variable PULUMI_CLI, and run this again.",
      ].join("\n"),
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test("with the version that is too old", async () => {
    const old = pulumiOf(join(folder, "bin/pulumi"), "3.100.0");
    expect(await refusal({ env: env({ PATH: path("bin") }) })).toBe(
      [
        "There is no usable Pulumi CLI (3.250.0 or later, below 4), and none could be got:",
        `  PATH: ${old} is version 3.100.0`,
        "Install one (https://www.pulumi.com/docs/install/) or name one by the variable PULUMI_CLI, and run this again.",
      ].join("\n"),
    );
    expect(lines).toEqual([
      `The Pulumi CLI on PATH cannot be used (3.250.0 or later, below 4 is needed): ${old} is version 3.100.0. Another one is needed once and then kept in ${cache}.`,
    ]);
  });

  test.each([
    ["3.100.0", "is version 3.100.0"],
    ["other", "does not tell its version"],
  ])("when PULUMI_CLI answers %s", async (version, problem) => {
    const own = pulumiOf(join(folder, "own"), version);
    expect(await refusal({ env: env({ PULUMI_CLI: own }) })).toBe(
      `PULUMI_CLI is no usable Pulumi CLI (3.250.0 or later, below 4): ${own} ${problem}. Name another one, or unset PULUMI_CLI to have one found.`,
    );
  });

  test("when PULUMI_CLI is not there", async () => {
    expect(await refusal({ env: env({ PULUMI_CLI: "/nowhere/pulumi" }) })).toBe(
      "PULUMI_CLI is no usable Pulumi CLI (3.250.0 or later, below 4): /nowhere/pulumi does not start. Name another one, or unset PULUMI_CLI to have one found.",
    );
  });

  test.each([
    ["none", () => env(), () => `none is on PATH or in ${cache}`],
    [
      "an old one",
      () => env({ PATH: path("bin") }),
      () => `${pulumiOf(join(folder, "bin/pulumi"), "3.100.0")} is version 3.100.0`,
    ],
  ])("where %s is there and none may be got, without a word or a file", async (_what, own, problem) => {
    const why = problem();
    expect(await refusal({ env: own(), isPresent: true, sources: [working] })).toBe(
      `There is no usable Pulumi CLI (3.250.0 or later, below 4): ${why}. Put the one that ran the up on PATH or name it by the variable PULUMI_CLI, and run this again.`,
    );
    expect([existsSync(cache), lines]).toEqual([false, []]);
  });

  test("when the cache cannot be written", async () => {
    writeFileSync(join(folder, "file"), "");
    const env_ = env({ XDG_CACHE_HOME: join(folder, "file") });
    expect(await refusal({ env: env_ })).toBe(
      `What this needs cannot be kept in ${join(folder, "file/scaling-tiers/pulumi")} (ENOTDIR). Make that folder writable or set XDG_CACHE_HOME to another one, and run this again.`,
    );
  });
});

describe("the cache", () => {
  test.each([
    [{ XDG_CACHE_HOME: "/caches", HOME: "/me" }, "/caches"],
    [{ XDG_CACHE_HOME: "", HOME: "/me" }, "/me/.cache"],
    [{ XDG_CACHE_HOME: "caches", HOME: "/me" }, "/me/.cache"],
    [{ HOME: "" }, join(homedir(), ".cache")],
    [{}, join(homedir(), ".cache")],
  ])("of %j is in %s", (variables, parent) => {
    expect(cacheFolder(variables)).toBe(`${parent}/scaling-tiers/pulumi`);
  });

  test("of somebody without a home is refused", () => {
    jest.spyOn(os, "homedir").mockImplementation(() => {
      throw Object.assign(new Error("ENOENT"), { code: "ENOENT", syscall: "uv_os_homedir" });
    });
    expect(() => cacheFolder({})).toThrow(
      new InputError(
        "There is no home folder to keep what is downloaded or built. Set XDG_CACHE_HOME to a folder, and run this again.",
      ),
    );
    jest.restoreAllMocks();
  });

  test("on a full disk is one message, and nothing stays", async () => {
    const full = making(() => Promise.reject(Object.assign(new Error("ENOSPC: write"), { code: "ENOSPC" })));
    await expect(find({ sources: [full] })).rejects.toEqual(
      new InputError(
        `What this needs cannot be kept in ${cache}: the disk is full. Free some space or set XDG_CACHE_HOME to a folder on another disk, and run this again.`,
      ),
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test("is waited for until the user ends it", async () => {
    const controller = new AbortController();
    mkdirSync(cache, { recursive: true });
    const lock = JSON.stringify({ pid: process.pid, hostname: hostname() });
    writeFileSync(join(cache, ".lock"), lock);
    const waiting = locked(
      cache,
      () => {
        controller.abort();
      },
      () => Promise.resolve("ran"),
      controller.signal,
    );
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
    expect(readFileSync(join(cache, ".lock"), "utf8")).toBe(lock);
  });
});

describe("getting one", () => {
  test("the next way is tried when one fails, and the result is cached", async () => {
    const sources = [making(() => Promise.resolve("no network")), working];
    expect(await find({ sources })).toEqual({ path: cachedFile(), version: PULUMI_CLI_VERSION, how: "go" });
    expect((await find()).how).toBe("cache");
    expect(readdirSync(cache)).toEqual([PULUMI_CLI_VERSION]);
    expect(lines).toEqual([
      `No Pulumi CLI is on PATH; one is needed once and then kept in ${cache}.`,
      expect.stringMatching(/^The Pulumi CLI 3\.250\.0 is ready after \d s\.$/),
    ]);
  });

  test("a file that was cut off is not kept", async () => {
    const half = making((target) => {
      writeFileSync(join(target, "pulumi"), "\u007fELF", { mode: 0o755 });
      return Promise.resolve(undefined);
    });
    await expect(find({ sources: [half] })).rejects.toThrow("  Go: its pulumi does not start");
    expect(readdirSync(cache)).toEqual([]);
  });

  test("a cached file that was cut off is replaced", async () => {
    mkdirSync(dirname(cachedFile()), { recursive: true });
    writeFileSync(cachedFile(), "\u007fELF", { mode: 0o755 });
    expect((await find({ sources: [working] })).how).toBe("go");
    expect((await find()).how).toBe("cache");
  });

  test("a way that is interrupted leaves nothing", async () => {
    const controller = new AbortController();
    const interrupted = making(() => {
      controller.abort();
      return Promise.resolve("stopped");
    });
    await expect(find({ sources: [interrupted, working], signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(readdirSync(cache)).toEqual([]);
  });

  test("two at once: one makes it, the other waits and uses it", async () => {
    let made = 0;
    const slow = making(async (target, options) => {
      made += 1;
      await new Promise((done) => setTimeout(done, 300));
      return await working.make(target, options);
    });
    const found = await Promise.all([find({ sources: [slow] }), find({ sources: [slow] })]);
    expect(found.map(({ how }) => how).sort()).toEqual(["cache", "go"]);
    expect(made).toBe(1);
    expect(lines).toContain(`Process ${process.pid} is getting it already; waiting for it.`);
  });

  test("what a killed process left is cleared", async () => {
    mkdirSync(join(cache, `.making-${DEAD_PID}-abc`), { recursive: true });
    mkdirSync(join(cache, `.making-${process.pid}-abc`));
    writeFileSync(join(cache, ".lock"), JSON.stringify({ pid: DEAD_PID, hostname: hostname() }));
    await find({ sources: [working] });
    expect(readdirSync(cache).sort()).toEqual([`.making-${process.pid}-abc`, PULUMI_CLI_VERSION].sort());
  });
});

describe("npm's package", () => {
  /** Runs before the package and answers in the network's place. */
  function answering(body: string): NodeJS.ProcessEnv {
    const stub = join(folder, "fetch.cjs");
    writeFileSync(stub, `globalThis.fetch = async () => { ${body} };`);
    return env({ NODE_OPTIONS: `--require ${stub}` });
  }
  const installer = (script_: string) =>
    answering(`return { ok: true, text: async () => ${JSON.stringify(script_)} };`);

  test("installs into a home of its own, from which the release moves into the cache", async () => {
    const script_ =
      'mkdir -p "$3/bin" && printf "#!/bin/sh\\necho v$5\\n" > "$3/bin/pulumi" && chmod +x "$3/bin/pulumi"';
    expect(await find({ env: installer(script_), sources: [NPM_PACKAGE] })).toEqual({
      path: cachedFile(),
      version: PULUMI_CLI_VERSION,
      how: "npm",
    });
    expect(readdirSync(folder).sort()).toEqual(["cache", "fetch.cjs"]);
    expect(lines.slice(1, 3)).toEqual([
      "Downloading the Pulumi CLI 3.250.0 from get.pulumi.com, about 100 MB",
      "Downloaded the Pulumi CLI 3.250.0",
    ]);
  });

  test("says why there was no download", async () => {
    await expect(
      find({ env: answering('throw new TypeError("fetch failed");'), sources: [NPM_PACKAGE] }),
    ).rejects.toThrow("  npm package pulumi 3.250.0: fetch failed");
    expect(readdirSync(cache)).toEqual([]);
  });

  test("a download that breaks off is not kept", async () => {
    const env_ = installer('mkdir -p "$3/bin" && printf "half" > "$3/bin/pulumi"; exit 1');
    await expect(find({ env: env_, sources: [NPM_PACKAGE] })).rejects.toThrow(InputError);
    expect(readdirSync(cache)).toEqual([]);
  });
});

describe("Go", () => {
  test("is asked for the CLI of this version, with the version written into it", async () => {
    const log = join(folder, "log");
    script(
      join(folder, "bin/go"),
      `echo "$@" >> ${log}
[ "$1" = build ] || exit 0
while [ "$1" != -o ]; do shift; done
printf '#!/bin/sh\\necho v3.250.0\\n' > "$2"; chmod +x "$2"`,
    );
    expect((await find({ env: env({ PATH: path("bin") }), sources: [GO_MODULE] })).how).toBe("go");
    const module = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
    const [version, init, get, build] = readFileSync(log, "utf8").split("\n");
    expect([version, init, get]).toEqual(["version", "mod init pulumi-cli", `get -tool ${module}@v3.250.0`]);
    expect(build?.split(" -o ")[0]).toBe(
      "build -trimpath -gcflags=all=-N -l -dwarf=false -gcflags=std=-dwarf=false " +
        "-gcflags=github.com/pulumi/...=-dwarf=false -gcflags=google.golang.org/grpc/...=-dwarf=false " +
        "-gcflags=google.golang.org/protobuf/...=-dwarf=false -gcflags=github.com/segmentio/...=-dwarf=false " +
        "-gcflags=golang.org/x/...=-dwarf=false " +
        "-ldflags -s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v3.250.0",
    );
    expect(readdirSync(join(cache, PULUMI_CLI_VERSION))).toEqual(["pulumi"]);
    expect(lines.slice(1, 3)).toEqual([
      "Building the Pulumi CLI 3.250.0 from its source, as Go is here. It takes about 3 minutes on two cores and 3 GB in Go's caches, and is done once.",
      "Preparing a Go module",
    ]);
  });

  test("which is not there is said so", async () => {
    await expect(find({ sources: [GO_MODULE] })).rejects.toThrow("  Go: not installed");
  });

  test("which does not work is said so", async () => {
    script(join(folder, "bin/go"), 'echo "go: cannot find GOROOT directory" >&2; exit 2');
    await expect(find({ env: env({ PATH: path("bin") }), sources: [GO_MODULE] })).rejects.toThrow(
      "  Go: go version failed: go: cannot find GOROOT directory",
    );
  });

  test("is ended at its limit, and says which one", async () => {
    script(join(folder, "bin/go"), '[ "$1" != build ] || sleep 600');
    const impatient = making((target, options) => GO_MODULE.make(target, { ...options, limitMs: 500 }));
    await expect(find({ env: env({ PATH: path("bin") }), sources: [impatient] })).rejects.toThrow(
      /^ {2}Go: go \w+ failed: it was ended after its limit of 0\.5 seconds; what it has compiled is kept in Go's cache, and the next run goes on from there$/m,
    );
    expect(readdirSync(cache)).toEqual([]);
  });

  test("keeps its temporary files where they go with the rest", async () => {
    script(join(folder, "bin/go"), '[ "$1" = version ] || { echo "$TMPDIR $GOTMPDIR" >&2; exit 1; }');
    const temporary = `${cache}/\\.making-${process.pid}-\\w+/tmp`;
    await expect(find({ env: env({ PATH: path("bin") }), sources: [GO_MODULE] })).rejects.toThrow(
      new RegExp(`^ {2}Go: go mod failed: ${temporary} ${temporary}$`, "m"),
    );
  });

  test("shows its own reason when it fails", async () => {
    script(join(folder, "bin/go"), 'if [ "$1" = get ]; then echo "proxy: 403 Forbidden" >&2; exit 1; fi');
    await expect(find({ env: env({ PATH: path("bin") }), sources: [GO_MODULE] })).rejects.toThrow(
      "  Go: go get failed: proxy: 403 Forbidden",
    );
    expect(readdirSync(cache)).toEqual([]);
  });
});
