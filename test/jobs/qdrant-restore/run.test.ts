import { Stopped } from "../../../jobs/qdrant-rebalance/clock";
import { EXIT, run } from "../../../jobs/qdrant-restore/run";
import { API_KEY, QdrantStandIn, RUN } from "../../support/qdrant-restore-stand-in";

let qdrant: QdrantStandIn;
afterEach(() => qdrant.stop());

const ids = (count: number, from = 1): number[] => Array.from({ length: count }, (_, index) => from + index);

interface Outcome {
  readonly code: number;
  readonly written: string[];
  readonly said: string[];
}

async function start(
  environment: Readonly<Record<string, string>> = {},
  stopAt = Infinity,
): Promise<Outcome> {
  const written: string[] = [];
  const said: string[] = [];
  let passed = 0;
  let asked = 0;
  const code = await run({
    environment: {
      QDRANT_URL: qdrant.url,
      QDRANT_API_KEY: API_KEY,
      MODE: "create",
      GENERATION: "2",
      RUN,
      SNAPSHOT_URL: qdrant.bucketUrl,
      AWS_REGION: "eu-central-1",
      PEERS: "3",
      VOLUME_GIB: "10",
      STALL_SECONDS: "60",
      ...environment,
    },
    clock: {
      now: () => passed,
      sleep: (milliseconds) => {
        passed += milliseconds;
        return Promise.resolve();
      },
    },
    // Keys are asked for before each object, so the program can be ended between any two of them.
    credentials: () =>
      ++asked === stopAt
        ? Promise.reject(new Stopped())
        : Promise.resolve({ accessKeyId: "test", secretAccessKey: "test", sessionToken: "test" }),
    write: (line) => written.push(line),
    say: (line) => said.push(line),
    urlOfPeer: qdrant.urlOfPeer,
  });
  return { code, written, said };
}

/** Documents of 60 points, known by an alias; a run; then a loss of half of them, and new ones. */
async function lossAt(peers: number, shards = 12, copies = 2): Promise<void> {
  qdrant = await QdrantStandIn.start(peers);
  qdrant.create("documents", shards, copies);
  qdrant.aliases.set("live", "documents");
  qdrant.write("documents", ids(60));
  qdrant.save();
  for (const shardCopies of qdrant.collections.get("documents")?.shards.values() ?? [])
    for (const { points } of shardCopies.values()) for (const id of ids(30)) points.delete(id);
  qdrant.write("documents", ids(5, 101));
}

describe("a restore, from its first phase to its last", () => {
  test("is beside what serves, then served, then alone", async () => {
    await lossAt(3);
    const created = await start();
    expect(created).toMatchObject({
      code: EXIT.done,
      written: [
        "restored: documents-restored-2: 60 points, as counted when it was saved; 20 of 20 searches found their point",
      ],
    });
    expect(qdrant.ids("documents-restored-2")).toEqual(ids(60));
    expect(qdrant.isConsistent("documents-restored-2")).toBe(true);
    expect(qdrant.ids("live")).toEqual([...ids(30, 31), ...ids(5, 101)]);

    const used = await start({ MODE: "use" });
    expect(used.written).toEqual([
      "restored: documents-restored-2: before, and left as it is",
      "serving: live leads to documents-restored-2",
    ]);
    expect(qdrant.ids("live")).toEqual(ids(60));

    const retired = await start({ MODE: "retire", RETIRES: '["documents"]' });
    expect(retired).toMatchObject({ code: EXIT.done, written: ["deleted: documents"] });
    expect([...qdrant.collections.keys()]).toEqual(["documents-restored-2"]);
    expect(await start({ MODE: "retire", RETIRES: '["documents"]' })).toMatchObject({
      written: ["deleted: nothing was left"],
    });
  });

  test("goes back, and what was written to it meanwhile is not lost when it goes on again", async () => {
    await lossAt(3);
    await start({ MODE: "use" });
    qdrant.write("live", [500]);
    const back = await start();
    expect(back.said).toContain("aliases lead to what served before");
    expect(qdrant.aliases.get("live")).toBe("documents");
    await start({ MODE: "use" });
    expect(qdrant.ids("live")).toEqual([...ids(60), 500]);
  });

  test("is given up by its names, and leaves nothing", async () => {
    await lossAt(3);
    await start({ MODE: "use" });
    expect(await start({ RETIRES: '["notes"]' })).toMatchObject({
      code: EXIT.refused,
      said: [
        "aliases lead to what served before",
        'refused: RETIRES leaves documents-restored-2 behind. Name all that were restored: ["documents-restored-2"].',
      ],
    });
    expect(await start({ RETIRES: '["documents-restored-2"]' })).toMatchObject({
      written: ["deleted: documents-restored-2"],
    });
    expect([...qdrant.collections.keys()]).toEqual(["documents"]);
    expect([...qdrant.aliases]).toEqual([["live", "documents"]]);
  });

  test("is followed by another one, from a run of what was restored", async () => {
    await lossAt(3);
    await start({ MODE: "use" });
    await start({ MODE: "retire", RETIRES: '["documents"]' });
    qdrant.write("live", ids(5, 201));
    const later = "2026-11-30T02-30-07Z";
    qdrant.save(later);
    qdrant.write("live", ids(5, 301));
    await start({ MODE: "use", RUN: later, GENERATION: "3" });
    expect(qdrant.aliases.get("live")).toBe("documents-restored-3");
    expect(qdrant.ids("live")).toEqual([...ids(60), ...ids(5, 201)]);
    await start({ MODE: "retire", RUN: later, GENERATION: "3", RETIRES: '["documents-restored-2"]' });
    expect([...qdrant.collections.keys()]).toEqual(["documents-restored-3"]);
  });

  test("of a collection that is gone gets its name back, where the product knew it by that", async () => {
    qdrant = await QdrantStandIn.start(3);
    qdrant.create("docs of 100 %", 12, 2);
    qdrant.write("docs of 100 %", ids(60));
    qdrant.save();
    qdrant.collections.delete("docs of 100 %");
    await start({ MODE: "use" });
    expect(qdrant.ids("docs of 100 %")).toEqual(ids(60));
    await start();
    expect(qdrant.aliases.has("docs of 100 %")).toBe(false);
  });
});

test.each([
  [3, 1],
  [1, 3],
  [3, 4],
  [6, 3],
  [3, 12],
])("from %i peers into %i", async (from, into) => {
  await lossAt(from, 12, from === 1 ? 1 : 2);
  const saved = qdrant;
  qdrant = await QdrantStandIn.start(into);
  qdrant.takeBucketOf(saved);
  await saved.stop();
  expect(await start({ MODE: "use", PEERS: String(into) })).toMatchObject({ code: EXIT.done });
  expect(qdrant.ids("live")).toEqual(ids(60));
  expect(qdrant.isConsistent("documents-restored-2")).toBe(true);
});

test("only some collections, where they are named", async () => {
  await lossAt(3);
  qdrant.create("notes", 6, 2);
  qdrant.save();
  await start({ COLLECTIONS: '["notes"]' });
  expect([...qdrant.collections.keys()].toSorted()).toEqual(["documents", "notes", "notes-restored-2"]);
});

describe("cut off", () => {
  test("between any two of its steps, and run again, it ends as if it had not been", async () => {
    let step = 1;
    for (; ; step++) {
      await lossAt(3);
      const first = await start({ MODE: "use" }, step);
      if (first.code === EXIT.done) break;
      expect(first.code).toBe(EXIT.stopped);
      expect(await start({ MODE: "use" })).toMatchObject({ code: EXIT.done });
      expect(qdrant.ids("live")).toEqual(ids(60));
      expect(qdrant.isConsistent("documents-restored-2")).toBe(true);
      await qdrant.stop();
    }
    expect(step).toBeGreaterThan(4);
  });

  test.each([["lost-request"], ["lost-answer"], ["cut-off"]] as const)(
    "inside Qdrant (%s), at every recovery that there is",
    async (fault) => {
      await lossAt(3);
      await start();
      const recoveries = qdrant.changes.filter((change) => change.endsWith("/recover")).length;
      for (let at = 0; at < recoveries; at++) {
        await qdrant.stop();
        await lossAt(3);
        qdrant.faults.push(...Array.from({ length: at }, () => "usual" as const), fault);
        expect(await start({ MODE: "use" })).toMatchObject({ code: EXIT.done });
        expect(qdrant.ids("live")).toEqual(ids(60));
        expect(qdrant.isConsistent("documents-restored-2")).toBe(true);
      }
    },
  );

  test("a peer that never answers is named after three attempts", async () => {
    await lossAt(3);
    qdrant.faults.push("lost-request", "lost-request", "lost-request");
    expect(await start()).toMatchObject({
      code: EXIT.refused,
      said: expect.arrayContaining([
        "refused: qdrant-0 did not end the recovery of qdrant-0/documents/documents-1.snapshot into documents-restored-2 on qdrant-0 in 3 attempts.",
      ]) as string[],
    });
    expect(qdrant.aliases.get("live")).toBe("documents");
  });
});

describe("what is refused, word for word, before anything is led elsewhere", () => {
  const refused = async (environment: Readonly<Record<string, string>>): Promise<string> => {
    const { code, said } = await start(environment);
    expect(code).toBe(EXIT.refused);
    expect(qdrant.aliases.get("live") ?? "documents").toBe("documents");
    return (said.at(-1) ?? "").replace("refused: ", "");
  };

  test("a run that is not complete, or is none", async () => {
    await lossAt(3);
    expect(await refused({ RUN: "2026-11-28T02-30-07Z" })).toBe(
      "There is no complete run 2026-11-28T02-30-07Z in the bucket: its complete.json is missing, or the job may not read it. The last complete one is named by latest.json.",
    );
    expect(qdrant.changes).toEqual([]);
  });

  test("a collection that the run does not have", async () => {
    await lossAt(3);
    expect(await refused({ COLLECTIONS: '["drafts"]' })).toBe(
      `Run ${RUN} has no collection drafts. It has: documents.`,
    );
  });

  test("another number of peers than the cluster has", async () => {
    await lossAt(3);
    expect(await refused({ PEERS: "4" })).toBe(
      "The cluster has 3 peers (qdrant-0, qdrant-1, qdrant-2), and PEERS is 4. Wait until all have joined, or end the step that is under way first.",
    );
  });

  test("disks that are too small", async () => {
    await lossAt(3);
    qdrant.objects.set(
      `${RUN}/complete.json`,
      (qdrant.objects.get(`${RUN}/complete.json`) ?? "").replaceAll(
        /"sizeBytes":\d+/g,
        '"sizeBytes":4000000000',
      ),
    );
    expect(await refused({})).toBe(
      "A peer needs about 13 GiB for what it has and what is restored beside it, and its volume has 10. Say so first: pulumi config set --path overrides.qdrant.volumeGiB 13; or restore some collections at a time.",
    );
    expect(qdrant.changes).toEqual([]);
  });

  test("a snapshot that Qdrant does not take", async () => {
    await lossAt(3);
    qdrant.faults.push({
      status: 400,
      error: "Bad request: Snapshot checksum mismatch: expected bb, got cc",
    });
    expect(await refused({})).toBe(
      "Qdrant does not take qdrant-0/documents/documents-1.snapshot into documents-restored-2 on qdrant-0: Bad request: Snapshot checksum mismatch: expected bb, got cc",
    );
  });

  test("another number of points than was counted", async () => {
    await lossAt(3);
    qdrant.objects.set(
      `${RUN}/complete.json`,
      (qdrant.objects.get(`${RUN}/complete.json`) ?? "").replaceAll('"points":[60,60]', '"points":[70,72]'),
    );
    expect(await refused({ MODE: "use" })).toBe(
      "documents-restored-2 has 60 points; 70 to 72 were counted when it was saved. Nothing leads to it yet: give the restore up, or take another run.",
    );
  });

  test("an index that finds nothing", async () => {
    await lossAt(3);
    for (const id of ids(60)) qdrant.unfindable.add(id);
    expect(await refused({ MODE: "use" })).toBe(
      "Searches in documents-restored-2 do not find what is there: 0 of 20 points were among the 10 nearest to their own vector. Nothing leads to it yet: give the restore up, or take another run.",
    );
  });

  test("a product that knows the collection by its own name", async () => {
    await lossAt(3);
    qdrant.aliases.clear();
    qdrant.objects.delete(`${RUN}/aliases.json`);
    expect(await refused({ MODE: "use" })).toBe(
      "The product knows documents as a collection, not by an alias, and no alias can have the name of a collection. Either give the product the name documents-restored-2 by its own settings, or delete documents by hand, of which the run has a copy: then this job makes the alias documents.",
    );
  });

  test("the end of what serves, of what nobody restored, and of what was not restored yet", async () => {
    await lossAt(3);
    expect(await refused({ MODE: "retire", RETIRES: '["documents"]' })).toBe(
      "documents-restored-2 is not there: what served before stays. Go back to phase use, which restores it.",
    );
    await start();
    expect(await refused({ MODE: "retire", RETIRES: '["documents"]' })).toBe(
      "The alias live leads to documents: it must not go.",
    );
    qdrant.create("notes", 6, 2);
    expect(await refused({ MODE: "retire", RETIRES: '["notes"]' })).toBe(
      "notes must not go. What may: documents.",
    );
    expect([...qdrant.collections.keys()]).toContain("documents");
  });

  test("the wrong key", async () => {
    await lossAt(3);
    expect(await refused({ QDRANT_API_KEY: "another" })).toBe(
      "Qdrant refused the API key (HTTP 401). QDRANT_API_KEY must be the one of the cluster.",
    );
  });

  test("settings, all at once", async () => {
    qdrant = await QdrantStandIn.start(1);
    const { code, said } = await start({
      MODE: "back",
      RUN: "yesterday",
      RETIRES: "documents",
      QDRANT_API_KEY: "",
    });
    expect({ code, said }).toEqual({
      code: EXIT.settings,
      said: [
        `wrong settings:
QDRANT_API_KEY is missing. Allowed: the key of Qdrant's API.
MODE is "back". Allowed: create, use, retire.
RUN is "yesterday". Allowed: a run of the snapshot job, such as 2026-11-29T02-30-07Z.
RETIRES is "documents". Allowed: a JSON list of the collections to delete, such as ["documents"].`,
      ],
    });
    expect((await start({ MODE: "retire" })).said).toEqual([
      "wrong settings:\nRETIRES is []. MODE=retire must be told by name what to delete.",
    ]);
    expect((await start({ MODE: "use", RETIRES: '["a"]' })).said).toEqual([
      'wrong settings:\nRETIRES is ["a"], but MODE=use deletes nothing. Take it away.',
    ]);
  });
});

test("a run from before shards and points were noted is restored as well, and says that nobody counted", async () => {
  await lossAt(3);
  const complete = JSON.parse(qdrant.objects.get(`${RUN}/complete.json`) ?? "") as {
    snapshots: Record<string, unknown>[];
  };
  for (const snapshot of complete.snapshots) {
    delete snapshot["points"];
    delete snapshot["shards"];
  }
  qdrant.objects.set(`${RUN}/complete.json`, JSON.stringify(complete));
  const { written } = await start({ MODE: "use" });
  expect(written[0]).toBe(
    "restored: documents-restored-2: 60 points, not counted when it was saved; 20 of 20 searches found their point",
  );
  expect(qdrant.ids("live")).toEqual(ids(60));
});
