import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { startScript } from "../../../components/qdrant/start-script";

const run = promisify(execFile);

let directory: string;
let servers: Server[] = [];

/** Stand-ins: of Qdrant, which prints its arguments; of the names of pods; and of time. */
const PROGRAMS = {
  qdrant: 'echo "$@"',
  "bin/getent": 'grep -qx "$2" names',
  "bin/sleep": 'echo "$1" >>slept; if [ -e after-sleep ]; then . ./after-sleep; fi',
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "qdrant-start-"));
  for (const folder of ["bin", "peers", "storage"]) mkdirSync(join(directory, folder));
  for (const [name, text] of Object.entries(PROGRAMS))
    writeFileSync(join(directory, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  const place = { httpOf: "$(cat peers/$1 2>/dev/null || echo 127.0.0.1/1)", pauseSeconds: 5 };
  writeFileSync(join(directory, "start.sh"), startScript(place));
  pods(0);
});
afterEach(() => {
  for (const server of servers) server.close();
  servers = [];
  rmSync(directory, { recursive: true });
});

/** Pods that have an address, by ordinal. */
const pods = (...ordinals: number[]): void =>
  writeFileSync(
    join(directory, "names"),
    ordinals.map((ordinal) => `qdrant-${ordinal}.qdrant-headless\n`).join(""),
  );

/** Starts the HTTP server of a peer, which answers on /readyz. */
async function serve(ordinal: number, status: number): Promise<void> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === "/readyz" ? status : 404).end("all shards are ready");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(directory, "peers", String(ordinal)), `127.0.0.1/${port}`);
}

/** Lines that the script and Qdrant print in the pod of this name. */
async function start(pod: string): Promise<string[]> {
  const { stdout } = await run("bash", ["start.sh"], {
    cwd: directory,
    env: { HOSTNAME: pod, PATH: `${join(directory, "bin")}:${process.env["PATH"] ?? ""}` },
  });
  return stdout.trim().split("\n");
}
const slept = (): string[] =>
  existsSync(join(directory, "slept"))
    ? readFileSync(join(directory, "slept"), "utf8").trim().split("\n")
    : [];

const uriOf = (pod: string): string => `--uri http://${pod}.qdrant-headless:6335`;
const joins = (pod: string, through: string): string =>
  `--bootstrap http://${through}.qdrant-headless:6335 ${uriOf(pod)}`;
/** As Qdrant writes it (lib/storage/src/content_manager/consensus/persistent.rs). */
const raftState = (term: number): void =>
  writeFileSync(
    join(directory, "storage", "raft_state.json"),
    JSON.stringify({ state: { hard_state: { term, vote: 0, commit: 0 }, conf_state: { voters: [] } } }),
  );

test("the only peer founds the cluster at once", async () => {
  expect(await start("qdrant-0")).toEqual([uriOf("qdrant-0")]);
  expect(slept()).toEqual([]);
});

test("the first peer of a new stack founds the cluster, after it has looked for another one", async () => {
  pods(0, 1, 2);
  const lines = await start("qdrant-0");
  expect(lines).toHaveLength(13);
  expect(lines[0]).toBe("no other peer is ready, attempt 1 of 12 before a new cluster is founded");
  expect(lines.at(-1)).toBe(uriOf("qdrant-0"));
  expect(slept()).toEqual(Array.from({ length: 12 }, () => "5"));
});

test.each(["qdrant-1", "qdrant-10", "qdrant-11"])("%s joins through the first peer", async (pod) => {
  expect(await start(pod)).toEqual([joins(pod, "qdrant-0")]);
  await serve(0, 200);
  expect(await start(pod)).toEqual([joins(pod, "qdrant-0")]);
  expect(slept()).toEqual([]);
});

test("qdrant-0 that lost its volume joins through a peer that answers, and founds no second cluster", async () => {
  pods(0, 1, 2);
  await serve(1, 503);
  await serve(2, 200);
  expect(await start("qdrant-0")).toEqual([joins("qdrant-0", "qdrant-2")]);
  expect(slept()).toEqual([]);
});

test("it waits for a peer that is not ready yet", async () => {
  pods(0, 1);
  await serve(11, 200);
  const late = join(directory, "peers", "11");
  const address = readFileSync(late, "utf8");
  rmSync(late);
  writeFileSync(
    join(directory, "after-sleep"),
    `if [ "$(wc -l <slept)" = 3 ]; then echo ${address} >peers/1; fi\n`,
  );
  expect((await start("qdrant-0")).at(-1)).toBe(joins("qdrant-0", "qdrant-1"));
  expect(slept()).toHaveLength(3);
});

test("it founds nothing before the names of pods are known", async () => {
  pods();
  writeFileSync(
    join(directory, "after-sleep"),
    'if [ "$(wc -l <slept)" = 2 ]; then printf "qdrant-%s.qdrant-headless\\n" 0 1 >names; fi\n',
  );
  expect((await start("qdrant-0")).at(-1)).toBe(uriOf("qdrant-0"));
  expect(slept().slice(0, 3)).toEqual(["1", "1", "5"]);
});

test("qdrant-0 that was a member starts at once, though no other peer answers", async () => {
  pods(0, 1, 2);
  raftState(7);
  expect(await start("qdrant-0")).toEqual([uriOf("qdrant-0")]);
  expect(slept()).toEqual([]);
});

test("a state that was written before the peer joined does not make it a member", async () => {
  pods(0, 1);
  raftState(0);
  await start("qdrant-0");
  expect(slept()).toHaveLength(12);
  await serve(1, 200);
  expect(await start("qdrant-0")).toEqual([joins("qdrant-0", "qdrant-1")]);
});

test("another peer joins through any peer that answers when qdrant-0 is away", async () => {
  await serve(2, 200);
  expect(await start("qdrant-1")).toEqual([joins("qdrant-1", "qdrant-2")]);
});

test("a peer does not join through itself", async () => {
  await serve(1, 200);
  expect(await start("qdrant-1")).toEqual([joins("qdrant-1", "qdrant-0")]);
});
