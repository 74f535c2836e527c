import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SNAPSHOT_SCRIPT } from "../../../components/qdrant/snapshot-script";

const API_KEY = "k3y-of-the-test";
const SHA256 = "a".repeat(64);

/** Two names of the loopback address, for a first and a second peer. */
const HOSTS = ["localhost", "127.0.0.1"];

/** A peer's HTTP API as far as the job uses it: it answers what Qdrant's API reference documents. */
class FakePeer {
  readonly requests: string[] = [];
  /** Snapshot files on the peer's disk. */
  readonly disk = new Map<string, string>();
  readonly contents: Map<string, string>;
  /** Answers that replace the usual ones, by `METHOD path`. */
  readonly overrides = new Map<string, (response: ServerResponse) => void>();
  /** Its address; the job calls a peer by the first part of the host's name. */
  url = "";
  private readonly server: Server;

  constructor(
    private readonly host: string,
    collections: Record<string, string>,
  ) {
    this.contents = new Map(Object.entries(collections));
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.url = `http://${this.host}:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? "").replace(/\?.*/, "");
    const call = `${request.method ?? ""} ${path}`;
    this.requests.push(call);
    if (request.headers["api-key"] !== API_KEY)
      return void response.writeHead(401).end("Must provide an API key");
    const override = this.overrides.get(call);
    if (override !== undefined) {
      override(response);
      return;
    }
    const ok = (result: unknown) =>
      void response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ result, status: "ok", time: 0.001 }));
    if (call === "GET /collections") {
      ok({ collections: [...this.contents.keys()].map((name) => ({ name })) });
      return;
    }
    if (call === "GET /aliases") {
      ok({ aliases: [{ alias_name: "live", collection_name: "notes" }] });
      return;
    }
    const [, collections, collection = "", , file] = path.split("/").map(decodeURIComponent);
    const content = this.contents.get(collection);
    if (collections !== "collections" || content === undefined) return void response.writeHead(404).end();
    if (path.endsWith("/points/count")) {
      ok({ count: 8 });
      return;
    }
    if (request.method === "POST") {
      const name = `${collection}-1234-2026-11-23-02-30-00.snapshot`;
      this.disk.set(name, content);
      ok({ name, creation_time: "2026-11-23T02:30:00", size: content.length, checksum: SHA256 });
      return;
    }
    if (path.endsWith("/cluster")) {
      ok({
        peer_id: 7,
        local_shards: [
          { shard_id: 0, points_count: 5, state: "Active" },
          { shard_id: 11, points_count: 3, state: "Active" },
        ],
        remote_shards: [{ shard_id: 1, peer_id: 8, state: "Active" }],
        shard_transfers: [],
      });
      return;
    }
    const stored = this.disk.get(file ?? "");
    if (stored === undefined) return void response.writeHead(404).end();
    if (request.method === "DELETE") {
      ok(this.disk.delete(file ?? ""));
      return;
    }
    return void response.writeHead(200, { "content-type": "application/octet-stream" }).end(stored);
  }
}

let directory: string;
let peers: FakePeer[] = [];
const bucket = (): string => join(directory, "bucket");

/**
 * Stands in for `aws s3 cp`, `aws s3 rm` and `aws s3api list-objects-v2`: the object s3://bucket/<key> is a file of the
 * same path, and keys are listed in the order of their bytes. It fails on what `FAKE_AWS_FAILS_ON` matches.
 */
const FAKE_AWS = `#!/bin/bash
printf '%s\\n' "$*" >>"$FAKE_BUCKET.log"
if [[ "$*" =~ \${FAKE_AWS_FAILS_ON:-nothing-at-all} ]]; then
  if [[ "$*" = *' - s3:'* ]]; then cat >/dev/null; fi
  exit 1
fi
target="$FAKE_BUCKET/\${*: -1}"
case "$1 $2" in
  "s3 cp")
    mkdir -p "\${target%/*}"
    if [ "\${@: -2:1}" = - ]; then cat >"$target"; else cat "\${@: -2:1}" >"$target"; fi
    ;;
  "s3 rm") rm -r "\${target%/}" ;;
  "s3api list-objects-v2")
    keys=$(cd "$FAKE_BUCKET/s3:/backups" 2>/dev/null && find snapshots -type f | LC_ALL=C sort)
    printf '%s\\n' "\${keys:-None}"
    ;;
esac
`;

async function startPeers(...collections: Record<string, string>[]): Promise<FakePeer[]> {
  peers = collections.map((each, index) => new FakePeer(HOSTS[index] ?? "127.0.0.1", each));
  await Promise.all(peers.map((peer) => peer.start()));
  return peers;
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "qdrant-snapshot-"));
  mkdirSync(join(directory, "bin"));
  mkdirSync(join(directory, "tmp"));
  mkdirSync(bucket());
  writeFileSync(join(directory, "snapshot.sh"), SNAPSHOT_SCRIPT);
  writeFileSync(join(directory, "bin", "aws"), FAKE_AWS, { mode: 0o755 });
});
afterEach(() => {
  for (const peer of peers) peer.stop();
  rmSync(directory, { recursive: true });
});

function startJob(environment: Record<string, string> = {}): ChildProcess {
  return spawn("bash", [join(directory, "snapshot.sh")], {
    env: {
      PATH: `${join(directory, "bin")}:${process.env["PATH"] ?? ""}`,
      TMPDIR: join(directory, "tmp"),
      NO_PROXY: "*",
      QDRANT_API_KEY: API_KEY,
      QDRANT_PEER_URLS: peers.map(({ url }) => url).join(" "),
      SNAPSHOT_BUCKET: "backups",
      KEPT_RUNS: "3",
      FAKE_BUCKET: bucket(),
      ...environment,
    },
  });
}

interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function outcomeOf(job: ChildProcess): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  job.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  job.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(job, "close")) as [number | null];
  return { exitCode, stdout, stderr };
}

const root = (): string => join(bucket(), "s3:", "backups", "snapshots");

/** Runs in the bucket, the oldest first. */
const runs = (): string[] =>
  existsSync(root())
    ? readdirSync(root())
        .filter((name) => name !== "latest.json")
        .toSorted()
    : [];

/** Objects of the one run, by key after the run's time. */
function saved(): Record<string, string> {
  return Object.fromEntries(
    runs().flatMap((run) =>
      readdirSync(join(root(), run), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((file) => [file.slice(join(root(), run).length + 1), readFileSync(file, "utf8")]),
    ),
  );
}

/** Puts earlier runs into the bucket, one a day from the first of January on: `c` is complete, `f` has failed. */
function earlierRuns(kinds: string): string[] {
  return Array.from(kinds, (kind, index) => {
    const run = `2026-01-${String(index + 1).padStart(2, "0")}T02-30-04Z`;
    mkdirSync(join(root(), run, "localhost", "notes"), { recursive: true });
    writeFileSync(join(root(), run, "localhost", "notes", "notes.snapshot"), "old notes");
    if (kind === "c") writeFileSync(join(root(), run, "complete.json"), "{}");
    return run;
  });
}

/** The run that an output names. */
const runName = (output: string): string => /snapshots\/([\dTZ-]+)/.exec(output)?.[1] ?? "";

const NOTES = "localhost/notes/notes-1234-2026-11-23-02-30-00.snapshot";
const SECOND_NOTES = NOTES.replace("localhost", "127");

test("every collection of every peer is saved, and nothing stays on a peer's disk", async () => {
  const [first, second] = await startPeers(
    { notes: "first notes", images: "images" },
    { notes: "second notes" },
  );
  const { exitCode, stdout } = await outcomeOf(startJob());
  expect(exitCode).toBe(0);
  expect(stdout).toContain("3 saved to s3://backups/snapshots/");
  const objects = saved();
  expect(objects).toEqual({
    "localhost/images/images-1234-2026-11-23-02-30-00.snapshot": "images",
    [NOTES]: "first notes",
    [SECOND_NOTES]: "second notes",
    "aliases.json": expect.any(String),
    "complete.json": expect.any(String),
  });
  expect(JSON.parse(objects["aliases.json"] ?? "")).toMatchObject({
    result: { aliases: [{ alias_name: "live", collection_name: "notes" }] },
  });
  expect(first?.disk.size).toBe(0);
  expect(second?.disk.size).toBe(0);
  expect(readdirSync(join(directory, "tmp"))).toEqual([]);
});

test("complete.json lists key, size and checksum of each snapshot, with the points and shards that a restore compares", async () => {
  await startPeers({ notes: "twelve bytes" });
  await outcomeOf(startJob());
  expect(JSON.parse(saved()["complete.json"] ?? "")).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/),
    snapshots: [
      {
        key: NOTES,
        collection: "notes",
        sizeBytes: 12,
        sha256: SHA256,
        points: [8, 8],
        shards: [
          [0, 5],
          [11, 3],
        ],
      },
    ],
  });
});

test.each(["two words", "naïve-東京", "100%", "a#b&c=d", "it's {a} [b] $HOME `x`"])(
  "the collection named %j is saved under its encoded name",
  async (collection) => {
    await startPeers({ [collection]: "content" });
    const { exitCode, stderr } = await outcomeOf(startJob());
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    const complete = JSON.parse(saved()["complete.json"] ?? "") as { snapshots: { key: string }[] };
    const key = complete.snapshots[0]?.key ?? "";
    expect(key).toMatch(/^localhost\/[A-Za-z0-9._~%-]+\/[A-Za-z0-9._~%-]+$/);
    expect(decodeURIComponent(key.split("/")[1] ?? "")).toBe(collection);
    expect(saved()[key]).toBe("content");
  },
);

test("a cluster without collections makes a complete run", async () => {
  await startPeers({});
  const { exitCode } = await outcomeOf(startJob());
  expect(exitCode).toBe(0);
  expect(JSON.parse(saved()["complete.json"] ?? "")).toMatchObject({ snapshots: [] });
});

test("the expected size is told to the upload, which sizes its parts by it", async () => {
  await startPeers({ notes: "x".repeat(12_345) });
  await outcomeOf(startJob());
  expect(readFileSync(`${bucket()}.log`, "utf8")).toContain(
    "--expected-size 12345 - s3://backups/snapshots/",
  );
  expect(saved()[NOTES]).toHaveLength(12_345);
});

test("a peer that is down fails the run, after the others are saved", async () => {
  const [down] = await startPeers({ notes: "lost" }, { notes: "second notes" });
  down?.stop();
  const { exitCode, stderr } = await outcomeOf(startJob());
  expect(exitCode).toBe(1);
  expect(stderr).toContain("not saved: localhost: it does not list its collections");
  expect(saved()).toEqual({ [SECOND_NOTES]: "second notes", "aliases.json": expect.any(String) });
});

test("a wrong API key fails the run", async () => {
  await startPeers({ notes: "content" });
  const { exitCode, stderr } = await outcomeOf(startJob({ QDRANT_API_KEY: "wrong" }));
  expect(exitCode).toBe(1);
  expect(stderr).toContain("401");
  expect(saved()).toEqual({});
});

test("a failed upload fails the run and leaves nothing on the peer's disk", async () => {
  const [peer] = await startPeers({ images: "images", notes: "notes" });
  const { exitCode, stderr } = await outcomeOf(startJob({ FAKE_AWS_FAILS_ON: "images" }));
  expect(exitCode).toBe(1);
  expect(stderr).toContain(
    "not saved: localhost/images: the upload of images-1234-2026-11-23-02-30-00.snapshot failed",
  );
  expect(Object.keys(saved()).sort()).toEqual(["aliases.json", NOTES]);
  expect(peer?.disk.size).toBe(0);
});

test("a download that breaks off is a failure, though the upload ended well", async () => {
  const [peer] = await startPeers({ notes: "notes" });
  peer?.overrides.set(`GET /collections/notes/snapshots/${NOTES.split("/")[2] ?? ""}`, (response) => {
    response.writeHead(200, { "content-length": "1000" });
    response.write("half", () => response.destroy());
  });
  const { exitCode, stderr } = await outcomeOf(startJob());
  expect(exitCode).toBe(1);
  expect(stderr).toContain("the upload of");
  expect(saved()).not.toHaveProperty("complete.json");
  expect(peer?.disk.size).toBe(0);
});

test("a snapshot that Qdrant refuses to make is named", async () => {
  const [peer] = await startPeers({ images: "images", notes: "notes" });
  peer?.overrides.set("POST /collections/images/snapshots", (response) => {
    response.writeHead(500).end(JSON.stringify({ status: { error: "No space left on device" } }));
  });
  const { exitCode, stderr } = await outcomeOf(startJob());
  expect(exitCode).toBe(1);
  expect(stderr).toContain("not saved: localhost/images: Qdrant made no snapshot");
  expect(saved()).toHaveProperty([NOTES], "notes");
});

test.each([
  [
    "POST /collections/notes/snapshots",
    "not saved: localhost/notes: no name and size in Qdrant's answer",
    "{}",
  ],
  [
    "GET /collections",
    "not saved: localhost: a collection's name cannot be read",
    '{"name":"a\\\\","name":"b"}',
  ],
])("an answer of %s that is not understood fails the run", async (call, message, body) => {
  const [peer] = await startPeers({ notes: "notes" });
  peer?.overrides.set(call, (response) => void response.writeHead(200).end(body));
  const { exitCode, stderr } = await outcomeOf(startJob());
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
  expect(saved()).not.toHaveProperty("complete.json");
});

test("a job that is stopped during an upload deletes the snapshot it had made", async () => {
  const [peer] = await startPeers({ notes: "notes" });
  const downloading = new Promise<void>((resolve) => {
    peer?.overrides.set(`GET /collections/notes/snapshots/${NOTES.split("/")[2] ?? ""}`, (response) => {
      response.writeHead(200);
      response.write("the rest never comes", () => resolve());
    });
  });
  const job = startJob();
  const outcome = outcomeOf(job);
  await downloading;
  expect(peer?.disk.size).toBe(1);
  job.kill("SIGTERM");
  await once(job, "exit");
  expect(job.exitCode).toBe(143);
  expect(peer?.disk.size).toBe(0);
  // The pipe's own commands end with the connection; in the pod they end with the script.
  peer?.stop();
  await outcome;
});

test("the API key never shows in the output", async () => {
  await startPeers({ notes: "notes" });
  const { stdout, stderr } = await outcomeOf(startJob({ FAKE_AWS_FAILS_ON: "notes" }));
  expect(stdout + stderr).not.toContain(API_KEY);
  expect(readFileSync(`${bucket()}.log`, "utf8")).not.toContain(API_KEY);
});

describe("old runs", () => {
  const NEW = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/) as string;

  test("go after a complete one, but for the last so many complete ones and what is newer than those", async () => {
    await startPeers({ notes: "notes" });
    const [, , , , fifth, sixth, seventh] = earlierRuns("cfcfcfc");
    const { exitCode, stdout } = await outcomeOf(startJob());
    expect(exitCode).toBe(0);
    expect(runs()).toEqual([fifth, sixth, seventh, NEW]);
    expect(stdout.match(/^deleted: .+$/gm)).toEqual(
      ["01", "02", "03", "04"].map((day) => `deleted: 2026-01-${day}T02-30-04Z`),
    );
  });

  test.each(["f", "cc", "fcf", "ccf"])(
    "stay while there are fewer complete ones than are kept: %s",
    async (kinds) => {
      await startPeers({ notes: "notes" });
      const earlier = earlierRuns(kinds);
      const { exitCode, stdout } = await outcomeOf(startJob({ KEPT_RUNS: "4" }));
      expect(exitCode).toBe(0);
      expect(runs()).toEqual([...earlier, NEW]);
      expect(stdout).not.toContain("deleted:");
    },
  );

  test("all stay when the run fails, however many nights it does", async () => {
    const [down] = await startPeers({ notes: "notes" });
    down?.stop();
    const earlier = earlierRuns("cccccfffffffffffff");
    for (let night = 0; night < 3; night++) {
      const { exitCode, stderr } = await outcomeOf(startJob());
      expect(exitCode).toBe(1);
      expect(stderr).toContain(
        "0 saved to s3://backups/snapshots/" +
          `${runName(stderr)}, 2 failures; the last complete run is 2026-01-05T02-30-04Z; none was deleted`,
      );
    }
    expect(runs().filter((run) => run.startsWith("2026-01-"))).toEqual(earlier);
  });

  test("a bucket without a complete run is said to have none", async () => {
    const [down] = await startPeers({ notes: "notes" });
    down?.stop();
    expect((await outcomeOf(startJob())).stderr).toContain("2 failures; there is no complete run\n");
    expect((await outcomeOf(startJob({ FAKE_AWS_FAILS_ON: "list-objects" }))).stderr).toContain(
      "2 failures; which run is the last complete one cannot be read from S3\n",
    );
  });

  test("one that is deleted only in part does not look complete, and goes with the next complete run", async () => {
    await startPeers({ notes: "notes" });
    const [first = "", ...others] = earlierRuns("cccc");
    const broken = await outcomeOf(startJob({ FAKE_AWS_FAILS_ON: `rm .*--recursive .*${first}` }));
    expect(broken.exitCode).toBe(3);
    expect(broken.stderr).toBe("old runs were not all deleted; the next complete run tries again\n");
    expect(readdirSync(join(root(), first))).toEqual(["localhost"]);
    const latest = runs().at(-1);
    rmSync(join(root(), latest ?? ""), { recursive: true });
    expect((await outcomeOf(startJob())).exitCode).toBe(0);
    expect(runs()).toEqual([...others.slice(1), NEW]);
  });

  test("other objects in the bucket are left alone", async () => {
    await startPeers({ notes: "notes" });
    earlierRuns("cccc");
    mkdirSync(join(root(), "before-the-move"));
    writeFileSync(join(root(), "before-the-move", "complete.json"), "{}");
    await outcomeOf(startJob({ KEPT_RUNS: "1" }));
    expect(runs()).toEqual([NEW, "before-the-move"]);
  });

  test.each(["0", "-1", "many", ""])("KEPT_RUNS=%j is refused before anything is done", async (kept) => {
    const [peer] = await startPeers({ notes: "notes" });
    const { exitCode, stderr } = await outcomeOf(startJob({ KEPT_RUNS: kept }));
    expect([exitCode, stderr]).toEqual([2, `KEPT_RUNS is '${kept}'; allowed: 1 or more\n`]);
    expect(peer?.requests).toEqual([]);
  });
});

describe("latest.json", () => {
  const latest = (): unknown => JSON.parse(readFileSync(join(root(), "latest.json"), "utf8"));

  test("names the last complete run, which the log does too", async () => {
    await startPeers({ notes: "notes", images: "images!" });
    const { stdout } = await outcomeOf(startJob());
    const run = runName(stdout);
    expect(stdout).toContain(`2 saved to s3://backups/snapshots/${run}, which is the last complete run\n`);
    expect(latest()).toEqual({
      run,
      complete: `snapshots/${run}/complete.json`,
      snapshots: 2,
      sizeBytes: 12,
    });
  });

  test("is not touched by a run that fails", async () => {
    const [peer] = await startPeers({ notes: "notes" });
    await outcomeOf(startJob());
    const before = latest();
    peer?.overrides.set("GET /aliases", (response) => void response.writeHead(500).end());
    expect((await outcomeOf(startJob())).exitCode).toBe(1);
    expect(latest()).toEqual(before);
  });

  test("fails the job without another run when it cannot be written; no old run goes then", async () => {
    await startPeers({ notes: "notes" });
    const earlier = earlierRuns("ccccc");
    const { exitCode, stderr } = await outcomeOf(startJob({ FAKE_AWS_FAILS_ON: "latest.json" }));
    expect([exitCode, stderr]).toEqual([3, "latest.json still names an older run\n"]);
    expect(runs().slice(0, -1)).toEqual(earlier);
  });
});
