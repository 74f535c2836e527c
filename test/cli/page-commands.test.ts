import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { COMMANDS } from "../../cli/commands";
import { InputError } from "../../tiers";

const ROOT = join(__dirname, "../..");

/** Pages for readers; records of decisions are of their day. */
const PAGES = ["", "alarms"]
  .flatMap((folder) => readdirSync(join(ROOT, "docs", folder)).map((name) => join("docs", folder, name)))
  .concat("README.md")
  .filter((path) => path.endsWith(".md"));

interface PageCommand {
  readonly page: string;
  readonly command: string;
  /** A line of a block, which is to be typed; a mention in a sentence may leave out what follows. */
  readonly isWhole: boolean;
}

/** What stands for what a reader fills in. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/<tier>/g, "500"],
  [/<[^<>]+>/g, "example"],
];

const typed = (line: string): string => {
  // What follows belongs to the shell.
  const [command = ""] = line.split(/ +(?:#|\||>|\|\||&&)(?: |$)/);
  return EXAMPLES.reduce(
    (text, [placeholder, example]) => text.replaceAll(placeholder, example),
    command,
  ).trim();
};

function commandsOf(page: string): PageCommand[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  const blocks = [...text.matchAll(/^ *```(?:sh|bash)\n([^]*?)^ *```$/gm)].map(([, block = ""]) => block);
  const lines = blocks.flatMap((block) => block.split("\n")).filter((line) => /^ *\.\/scale /.test(line));
  const mentions = [...text.replaceAll(/^ *```[^]*?^ *```$/gm, "").matchAll(/`(\.\/scale [^`]+)`/g)];
  return [
    ...lines.map((line) => ({ page, command: typed(line), isWhole: true })),
    ...mentions.map(([, mention = ""]) => ({
      page,
      command: typed(mention.replaceAll(/\s+/g, " ")),
      isWhole: false,
    })),
  ];
}

/** Why the command line is refused before anything is done; undefined when it is read. */
async function refusalOf({
  command,
  isWhole,
}: Pick<PageCommand, "command" | "isWhole">): Promise<string | undefined> {
  const program = new Command("scale")
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const register of COMMANDS) register(program, () => Promise.resolve());
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
  try {
    await program.parseAsync(words.slice(1), { from: "user" });
    return undefined;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    if (!(error instanceof CommanderError)) throw error;
    const isCutShort = ["commander.optionMissingArgument", "commander.missingArgument"].includes(error.code);
    return isCutShort && !isWhole ? undefined : error.message;
  }
}

const found = PAGES.flatMap(commandsOf);

test("commands of the pages are found, those for the night among them", () => {
  expect(found.length).toBeGreaterThan(60);
  expect(found).toContainEqual({
    page: "docs/disaster-recovery.md",
    command: "./scale restore plan --stack prod --qdrant --run 2026-11-29T02-30-07Z --collection documents",
    isWhole: true,
  });
});

test("each command that a page has is one that scale knows, with its options and their values", async () => {
  const refused: object[] = [];
  for (const one of found) {
    const why = await refusalOf(one);
    if (why !== undefined) refused.push({ ...one, why });
  }
  expect(refused).toEqual([]);
});

test.each([
  ["./scale restore plan --stack prod --shrad 0", "error: unknown option '--shrad'\n(Did you mean --shard?)"],
  ["./scale drill --stack prod --now", "error: unknown option '--now'"],
  ["./scale recover", "error: missing required argument 'stack'"],
])("%s would be found", async (command, message) => {
  expect(await refusalOf({ command, isWhole: true })).toBe(message);
});
