import { TIER_NAMES } from "../../../tiers";
import { runScale } from "../../support/run-scale";

type Case = readonly [args: readonly string[], words: string];

/** A word in a tier's place, and what the message makes of it. */
const UNKNOWN_TIERS: readonly Case[] = [
  [["preview", ""], '"".'],
  [["preview", " "], '" ".'],
  [["preview", "5OO"], '"5OO", did you mean "500"?'],
  [["preview", "501"], '"501": for 501 users take 2k.'],
  [["preview", "750"], '"750": for 750 users take 2k.'],
  [["preview", "20001"], '"20001": the largest tier is for 20k users.'],
  [["preview", "-500"], '"-500", did you mean "500"?'],
  [["preview", "0x1f4"], '"0x1f4".'],
  [["preview", "2 k"], '"2 k": for 2 k users take 2k.'],
  [["preview", "2m"], '"2m", did you mean "2k"?'],
  [["preview", "k"], '"k".'],
  [["preview", "two"], '"two".'],
  [["preview", "tier-500"], '"tier-500".'],
  [["preview", "500,"], '"500,", did you mean "500"?'],
  [["preview", "٥٠٠"], '"٥٠٠".'],
  [["preview", "500\u0007"], '"500\\u0007", did you mean "500"?'],
  [["preview", "\u001b[31m500"], '"\\u001b[31m500".'],
  [["preview", "2k\u202e"], '"2k\\u202e", did you mean "2k"?'],
  [["preview", "../500"], '"../500", did you mean "500"?'],
  [["preview", "__proto__"], '"__proto__".'],
  [["preview", "constructor"], '"constructor".'],
  [["preview", "null"], '"null".'],
  [["preview", "NaN"], '"NaN".'],
  [["preview", "x".repeat(10000)], `"${"x".repeat(76)}….`],
  [["preview", "x".repeat(1000)], `"${"x".repeat(76)}….`],
  [["preview", "100 500"], '"100 500".'],
  [["preview", "100,500"], '"100,500": the largest tier is for 20k users.'],
  [["preview", "1.5k"], '"1.5k": for 1.5k users take 2k.'],
  [["preview", "1e3"], '"1e3", did you mean "100"?'],
  [["manifest", "501"], '"501": for 501 users take 2k.'],
  [["cost", "750"], '"750": for 750 users take 2k.'],
  [["policy", "5oo"], '"5oo", did you mean "500"?'],
  [["upgrade", "100", "50o"], '"50o", did you mean "500"?'],
  [["upgrade", "3k", "5k"], '"3k": for 3k users take 5k.'],
  [["rehearse", "20kk"], '"20kk", did you mean "20k"?'],
  [["cost", "reconcile", "--tier", "501", "--cost-explorer", "x"], '"501": for 501 users take 2k.'],
];

/** What the parser of the command line refuses. */
const USAGE: readonly Case[] = [
  [["tier"], "unknown command 'tier'\n(Did you mean tiers?)"],
  [["tiesr"], "unknown command 'tiesr'\n(Did you mean tiers?)"],
  [["previw", "500"], "unknown command 'previw'\n(Did you mean preview?)"],
  [["Cost", "500"], "unknown command 'Cost'\n(Did you mean cost?)"],
  [["polcy", "500"], "unknown command 'polcy'\n(Did you mean policy?)"],
  [["upgrad", "100", "500"], "unknown command 'upgrad'\n(Did you mean upgrade?)"],
  [["recoverr", "prod"], "unknown command 'recoverr'\n(Did you mean recover?)"],
  [["rehears", "500"], "unknown command 'rehears'\n(Did you mean rehearse?)"],
  [["xyz"], "unknown command 'xyz'"],
  [["500"], "unknown command '500'"],
  [[""], "unknown command ''"],
  [["prices", "refesh"], "unknown command 'refesh'\n(Did you mean refresh?)"],
  [["prices", "refresh", "x"], "required option '--region <region>' not specified"],
  [["--jsno"], "unknown option '--jsno'"],
  [["-x"], "unknown option '-x'"],
  [["--out", "f"], "unknown option '--out'"],
  [["--versoin"], "unknown option '--versoin'\n(Did you mean --version?)"],
  [["pre\u001b[2Jview"], "unknown command 'pre\\u001b[2Jview'"],
  [["y".repeat(5000)], `unknown command '${"y".repeat(149)}…${"y".repeat(149)}'`],
  [["rehearse"], "missing required argument 'tier'"],
  [["recover"], "missing required argument 'stack'"],
  [["prices", "refresh"], "required option '--region <region>' not specified"],
  [["cost", "reconcile"], "required option '--cost-explorer <file>' not specified"],
  [["cost", "reconcile", "--tier", "500"], "required option '--cost-explorer <file>' not specified"],
  [["review"], "required option '--base <folder>' not specified"],
  [["preview", "500", "2k"], "too many arguments for 'preview'. Expected 1 argument but got 2."],
  [["tiers", "500"], "too many arguments for 'tiers'. Expected 0 arguments but got 1."],
  [["upgrade", "100", "500", "2k"], "too many arguments for 'upgrade'. Expected 2 arguments but got 3."],
  [["recover", "a", "b"], "too many arguments for 'recover'. Expected 1 argument but got 2."],
  [["manifest", "500", "x"], "too many arguments for 'manifest'. Expected 1 argument but got 2."],
  [["tiers", "--jsno"], "unknown option '--jsno'\n(Did you mean --json?)"],
  [["tiers", "--out"], "option '--out <file>' argument missing"],
  [["tiers", "--json=yes"], "unknown option '--json=yes'"],
  [["tiers", "--json", "--json=1"], "unknown option '--json=1'\n(Did you mean --json?)"],
  [["cost", "500", "--user", "5"], "unknown option '--user'\n(Did you mean --users?)"],
  [["cost", "500", "--makdown"], "unknown option '--makdown'\n(Did you mean --markdown?)"],
  [["preview", "500", "--markdown"], "unknown option '--markdown'"],
  [["policy", "500", "--sarf"], "unknown option '--sarf'\n(Did you mean --sarif?)"],
  [["upgrade", "100", "500", "--htm"], "unknown option '--htm'\n(Did you mean --html?)"],
  [["cost", "500", "--gate"], "unknown option '--gate'"],
  [["rehearse", "500", "--policy-pack"], "option '--policy-pack <folder>' argument missing"],
  [["recover", "prod", "--exists"], "option '--exists <name=id...>' argument missing"],
  [["recover", "prod", "--absent"], "option '--absent <name...>' argument missing"],
  [["upgrade", "500", "2k", "--html", "--json"], "option '--html' cannot be used with option '--json'"],
  [
    ["upgrade", "500", "2k", "--html", "--markdown"],
    "option '--html' cannot be used with option '--markdown'",
  ],
  [
    ["upgrade", "500", "2k", "--markdown", "--json"],
    "option '--markdown' cannot be used with option '--json'",
  ],
  [["cost", "500", "--markdown", "--json"], "option '--markdown' cannot be used with option '--json'"],
  [
    ["cost", "500", "--explain", "x", "--commitment", "1y"],
    "option '--explain <name>' cannot be used with option '--commitment <term>'",
  ],
  [["cost", "--all", "--explain", "x"], "option '--explain <name>' cannot be used with option '--all'"],
  [
    ["cost", "--all", "--commitment", "1y"],
    "option '--commitment <term>' cannot be used with option '--all'",
  ],
  [
    ["cost", "500", "--explain", "x", "--markdown"],
    "option '--explain <name>' cannot be used with option '--markdown'",
  ],
  [
    ["cost", "500", "--commitment", "1y", "--markdown"],
    "option '--commitment <term>' cannot be used with option '--markdown'",
  ],
  [["policy", "500", "--markdown", "--json"], "option '--markdown' cannot be used with option '--json'"],
  [["policy", "500", "--sarif", "--json"], "option '--sarif' cannot be used with option '--json'"],
  [["policy", "500", "--sarif", "--markdown"], "option '--sarif' cannot be used with option '--markdown'"],
  [
    ["cost", "500", "--commitment", "4y"],
    "option '--commitment <term>' argument '4y' is invalid. Allowed choices are none, 1y, 3y.",
  ],
  [
    ["cost", "500", "--commitment", ""],
    "option '--commitment <term>' argument '' is invalid. Allowed choices are none, 1y, 3y.",
  ],
  [
    ["upgrade", "500", "2k", "--gate", "--allow-downtime", "outge"],
    "option '--allow-downtime <class>' argument 'outge' is invalid. Allowed choices are none, rolling, failover, restart, outage.",
  ],
];

const NO_STACK = "Stacks with a file: prod, t100, t10k, t20k, t2k, t500, t5k.";

/** What the commands refuse of what they were given. */
const VALUES: readonly Case[] = [
  [["preview"], "Name a tier, or a stack by --stack."],
  [["manifest"], "Name a tier, or a stack by --stack."],
  [["cost"], "Name a tier, or a stack by --stack, or give --all for all tiers side by side."],
  [["policy"], "Name a tier, or a stack by --stack, or give --all for all tiers, or --manifest with a file."],
  [["preview", "500", "--stack", "prod"], "Give a tier or --stack, not both."],
  [["preview", "--stack", "prd"], `There is no file of a stack "prd", did you mean "prod"? ${NO_STACK}`],
  [["preview", "--stack", ""], `There is no file of a stack "". ${NO_STACK}`],
  [["cost", "--stack", "../prod"], `There is no file of a stack "../prod", did you mean "prod"? ${NO_STACK}`],
  [["cost", "--stack", "nosuch"], `There is no file of a stack "nosuch". ${NO_STACK}`],
  [["cost", "--all", "--stack", "prod"], "Give --stack or --all, not both."],
  [["cost", "--all", "500"], "Give a tier or --all, not both."],
  [["policy", "500", "--all"], "Give one of a tier, --stack, --all and --manifest."],
  [["policy", "--all", "--stack", "prod"], "Give one of a tier, --stack, --all and --manifest."],
  [["policy", "--manifest", "x", "--stack", "prod"], "Give one of a tier, --stack, --all and --manifest."],
  [
    ["upgrade", "500", "2k", "--acknowledgements", "x"],
    "--acknowledgements does nothing without --gate: no gate would be closed. Add --gate.",
  ],
  [
    ["upgrade", "500", "2k", "--allow-downtime", "outage"],
    "--allow-downtime does nothing without --gate: no gate would be closed. Add --gate.",
  ],
  [
    ["upgrade", "500", "2k", "--keep-sizes"],
    "From tier 500 to tier 2k nothing shrinks, so --keep-sizes keeps nothing. Leave it out.",
  ],
  [
    ["review", "--base", "/nowhere"],
    "/nowhere is no checkout of scaling-tiers. Make one of the branch to compare with: git worktree add /nowhere origin/main",
  ],
  [
    ["cost", "reconcil"],
    'Unknown command "reconcil", did you mean "reconcile"? Run with --help to see the commands.',
  ],
  [
    ["upgrade", "500"],
    "Give two tiers, such as upgrade 500 2k, or --from-preview with what pulumi preview --json wrote.",
  ],
  [
    ["upgrade"],
    "Give two tiers, such as upgrade 500 2k, or --from-preview with what pulumi preview --json wrote.",
  ],
  [["tiers", "--out", ""], "--out was given an empty name. Name a file, or leave --out away."],
  [["upgrade", "500", "500"], "From tier 500 to tier 500 there is nothing to do. Give two tiers."],
  [["upgrade", "2k", "2000"], "From tier 2k to tier 2k there is nothing to do. Give two tiers."],
  [
    ["upgrade", "500", "2k", "--from-preview", "x"],
    "With --from-preview the tiers and sizes are those of the preview. Leave out the tiers, --keep-sizes and --set.",
  ],
  [
    ["upgrade", "--from-preview", "x", "--keep-sizes"],
    "With --from-preview the tiers and sizes are those of the preview. Leave out the tiers, --keep-sizes and --set.",
  ],
  [["cost", "500", "--users", "-1"], '--users must be a whole number, 0 or more; given "-1".'],
  [["cost", "500", "--users", "1.5"], '--users must be a whole number, 0 or more; given "1.5".'],
  [["cost", "500", "--users", "abc"], '--users must be a whole number, 0 or more; given "abc".'],
  [["cost", "500", "--users", ""], '--users must be a whole number, 0 or more; given "".'],
  [["cost", "500", "--users", "1e3"], '--users must be a whole number, 0 or more; given "1e3".'],
  [
    ["cost", "500", "--users", "99999999999999999999"],
    '--users must be a whole number, 0 or more; given "99999999999999999999".',
  ],
  [["cost", "500", "--users", "٣"], '--users must be a whole number, 0 or more; given "٣".'],
  [["cost", "500", "--users", " 5"], '--users must be a whole number, 0 or more; given " 5".'],
  [["cost", "500", "--users", "0x10"], '--users must be a whole number, 0 or more; given "0x10".'],
  [
    ["cost", "500", "--explain", ""],
    'Nothing in tier 500 is called "". See the names with: ./scale manifest 500',
  ],
  [
    ["cost", "500", "--explain", "postgres-shard-0-primry"],
    'Nothing in tier 500 is called "postgres-shard-0-primry", did you mean "postgres-shard-0-primary"? See the names with: ./scale manifest 500',
  ],
  [
    ["cost", "500", "--explain", "nothing-like-this"],
    'Nothing in tier 500 is called "nothing-like-this". See the names with: ./scale manifest 500',
  ],
  [
    ["cost", "500", "--explain", "aws:nope"],
    'Nothing in tier 500 is called "aws:nope". See the names with: ./scale manifest 500',
  ],
  [
    ["cost", "500", "--explain", "__proto__"],
    'Nothing in tier 500 is called "__proto__". See the names with: ./scale manifest 500',
  ],
  [
    ["recover", "prod", "--exists", "cdn"],
    '--exists takes a name and the object\'s id, such as cdn-assets=my-bucket; given "cdn".',
  ],
  [
    ["recover", "prod", "--exists", "=x"],
    '--exists takes a name and the object\'s id, such as cdn-assets=my-bucket; given "=x".',
  ],
  [
    ["recover", "prod", "--exists", "cdn="],
    '--exists takes a name and the object\'s id, such as cdn-assets=my-bucket; given "cdn=".',
  ],
  [
    ["recover", "prod", "--exists", "\u001b[2J"],
    '--exists takes a name and the object\'s id, such as cdn-assets=my-bucket; given "\\u001b[2J".',
  ],
  [
    ["prices", "refresh", "--region", ""],
    '--region is ""; allowed: an AWS region such as us-east-1 or eu-central-1.',
  ],
  [
    ["prices", "refresh", "--region", "moon"],
    '--region is "moon"; allowed: an AWS region such as us-east-1 or eu-central-1.',
  ],
  [
    ["prices", "refresh", "--region", "us-east1"],
    '--region is "us-east1"; allowed: an AWS region such as us-east-1 or eu-central-1, did you mean "us-east-1"?',
  ],
];

/** Before anything is made or read. */
const refusal = (message: string) => ({ code: 2, stdout: "", stderr: `${message}\n` });

test.each(UNKNOWN_TIERS)("no tier: %j", async (args, words) => {
  expect(await runScale(...args)).toEqual(
    refusal(`Unknown tier ${words} Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers`),
  );
});

test.each(["cost", "preview", "policy", "manifest", "prerequisites"])(
  "%s of a stack by its bare name",
  async (command) => {
    expect(await runScale(command, "prod")).toEqual(
      refusal(
        `Unknown tier "prod". Tiers: ${TIER_NAMES.join(", ")}. See them with: ./scale tiers\nprod is a stack: ./scale ${command} --stack prod`,
      ),
    );
  },
);

test.each(USAGE)("not as the command is used: %j", async (args, words) => {
  expect(await runScale(...args)).toEqual(refusal(`error: ${words}\nRun with --help to see the commands.`));
});

test.each(VALUES)("of no use to the command: %j", async (args, words) => {
  expect(await runScale(...args)).toEqual(refusal(words));
});
