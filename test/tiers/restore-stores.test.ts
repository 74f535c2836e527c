import { restoresSchema, restoreStepProblems, singleRestoreProblems, type Restores } from "../../tiers";
import { mainCaches } from "../../tiers/restored-caches";

const parsed = (restore: object): Restores => restoresSchema.parse(restore);
const words = (problems: readonly { path: string; given: string; allowed: string }[]): string[] =>
  problems.map(({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`);
const problemsOf = (restore: object): string[] =>
  words(singleRestoreProblems(parsed(restore), (role) => `prod-valkey-${role}`));
const steps = (at: object, wanted: object): string[] =>
  words(restoreStepProblems(parsed(at), parsed(wanted), []));

const cache = (further: object) => ({ valkey: { generation: 2, snapshot: "nightly", ...further } });
const vectors = (further: object) => ({
  qdrant: { generation: 2, run: "2026-11-29T02-30-07Z", ...further },
});

describe("the cache", () => {
  test.each([
    cache({ phase: "create" }),
    cache({ phase: "create", retires: "prod-valkey-main-restored-2" }),
    cache({ phase: "use" }),
    cache({ phase: "retire", retires: "prod-valkey-main" }),
    cache({}),
  ])("%j is accepted", (restore) => {
    expect(problemsOf(restore)).toEqual([]);
  });

  test.each<readonly [object, string]>([
    [
      cache({ phase: "retire" }),
      "restore.valkey.retires: given nothing; allowed: prod-valkey-main, the group that goes; say so: pulumi config set --path restore.valkey.retires prod-valkey-main",
    ],
    [
      cache({ phase: "retire", retires: "prod-valkey-main-restored-2" }),
      'restore.valkey.retires: given "prod-valkey-main-restored-2"; allowed: prod-valkey-main, the group that goes; say so: pulumi config set --path restore.valkey.retires prod-valkey-main',
    ],
    [
      cache({ phase: "use", retires: "prod-valkey-main" }),
      'restore.valkey.retires: given "prod-valkey-main"; allowed: nothing in phase use: pulumi config rm --path restore.valkey.retires',
    ],
  ])("%j is refused", (restore, problem) => {
    expect(problemsOf(restore)).toEqual([problem]);
  });

  test("has one group that serves in each phase, and never lets that one go", () => {
    for (const restore of [
      undefined,
      ...(["create", "use", "retire", undefined] as const).map((phase) => ({
        generation: 3,
        snapshot: "nightly",
        phase,
        retires: "any",
      })),
    ]) {
      const serving = mainCaches(restore).filter(({ isServing }) => isServing);
      expect(serving).toHaveLength(1);
      expect(serving[0]?.isLeaving).toBe(false);
    }
  });
});

describe("Qdrant", () => {
  test.each([
    vectors({ phase: "create" }),
    vectors({ phase: "create", retires: ["documents-restored-2"] }),
    vectors({ phase: "retire", retires: ["documents"] }),
    vectors({ collections: ["documents"] }),
  ])("%j is accepted", (restore) => {
    expect(problemsOf(restore)).toEqual([]);
  });

  test.each<readonly [object, string]>([
    [
      vectors({ phase: "retire" }),
      "restore.qdrant.retires: given nothing; allowed: the collections that served before, which are deleted; say so: pulumi config set --path 'restore.qdrant.retires[0]' <collection>",
    ],
    [
      vectors({ phase: "retire", retires: ["documents-restored-2"] }),
      'restore.qdrant.retires: given ["documents-restored-2"]; allowed: only what served before: documents-restored-2 serves now',
    ],
    [
      vectors({ phase: "create", retires: ["documents"] }),
      'restore.qdrant.retires: given ["documents"]; allowed: only what was restored, whose names end with -restored-2',
    ],
    [
      vectors({ phase: "use", retires: ["documents"] }),
      'restore.qdrant.retires: given ["documents"]; allowed: nothing in phase use: pulumi config rm --path restore.qdrant.retires',
    ],
  ])("%j is refused", (restore, problem) => {
    expect(problemsOf(restore)).toEqual([problem]);
  });
});

describe.each([
  [
    "valkey",
    cache,
    { snapshot: "another" },
    "snapshot another",
    "snapshot nightly",
    "the protection of the restored group: pulumi config set --path restore.valkey.retires <its identifier>",
    "lifts",
  ],
  [
    "qdrant",
    vectors,
    { run: "2026-11-28T02-30-00Z" },
    "run 2026-11-28T02-30-00Z",
    "run 2026-11-29T02-30-07Z",
    "what was restored: pulumi config set --path 'restore.qdrant.retires[0]' <its collection>",
    "deletes",
  ],
] as const)("%s", (store, restore, other, asked, made, undone, verb) => {
  test("goes a phase at a time, there and back", () => {
    expect(steps({}, restore({ phase: "create" }))).toEqual([]);
    expect(steps(restore({ phase: "create" }), restore({ phase: "use" }))).toEqual([]);
    expect(steps(restore({ phase: "use" }), restore({ phase: "create" }))).toEqual([]);
    expect(steps(restore({}), restore({ generation: 3, phase: "create" }))).toEqual([]);
  });

  test("skips none, and is restored once at a time", () => {
    const plan = `all phases: ./scale restore plan --${store}`;
    expect(steps({}, restore({ phase: "use" }))).toEqual([
      `restore.${store}: given generation 2, phase use; allowed: the next phase, as the stack is at generation 1, never restored; ${plan}`,
    ]);
    expect(steps(restore({ phase: "use" }), restore({ generation: 3, phase: "create" }))).toEqual([
      `restore.${store}: given generation 3, phase create; allowed: the next phase or the one before, as the stack is at generation 2, phase use; ${plan}`,
    ]);
  });

  test("keeps what it was made from, and is given up by name", () => {
    expect(steps(restore({ phase: "create" }), restore({ phase: "use", ...other }))).toEqual([
      `restore.${store}: given ${asked}; allowed: ${made}, which generation 2 was made from; another restore is generation 3`,
    ]);
    expect(steps(restore({ phase: "create" }), {})).toEqual([
      `restore.${store}: given generation 1, never restored; allowed: phase create with retires first, which ${verb} ${undone}`,
    ]);
  });
});
