import { InputError, show } from "../../tiers";
import { addToEndOfList } from "./insert";
import { camelCase, capitalised } from "./names";
import type { Plan } from "./plan";

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

const commandFile = (name: string, own: string): string => `import type { TierName } from "../../tiers";
import { paragraph, type Document } from "../print/document";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { reportCommand, tierArgument, type OutputOptions, type Register } from "../run/command";

/** What \`scale ${name} --json\` prints. */
interface ${capitalised(own)}Report {
  readonly schemaVersion: 1;
  readonly tier: TierName;
  readonly resourceCount: number;
}

const ${own}Document = ({ tier, resourceCount }: ${capitalised(own)}Report): Document => ({
  title: \`FILL IN: title of the report on tier \${tier}\`,
  blocks: [paragraph(\`FILL IN: sections, tables and lists of \${resourceCount} resources\`)],
});

/** FILL IN: what the command answers. */
export async function ${own}Command(tier: TierName): Promise<Result> {
  const { resources } = await recordedManifest(tier);
  const report: ${capitalised(own)}Report = { schemaVersion: 1, tier, resourceCount: resources.length };
  return resultOf(report, () => ${own}Document(report));
}

export const register${capitalised(own)}: Register = (program, run) => {
  reportCommand(program, "${name}", "FILL IN: what it shows, in the words of ./scale --help")
    .addArgument(tierArgument("<tier>"))
    .action((tier: TierName, options: OutputOptions) => run(options, () => ${own}Command(tier)));
};
`;

const testFile = (name: string, own: string): string => `import { PLAIN } from "../../../cli/print/style";
import { ${own}Command } from "../../../cli/${name}/${name}-command";

test("FILL IN: what the report shows", async () => {
  const { text, json } = await ${own}Command("500");
  expect(text(PLAIN)).toBe("FILL IN: the text, word for word");
  expect(json).toEqual({ schemaVersion: 1, tier: "500", resourceCount: "FILL IN" });
});
`;

/**
 * A command that prints a report of a tier, as text and as JSON.
 * @param name as it is typed after `scale`
 * @throws InputError when it is no name
 */
export function newCommand(name: string): Plan {
  if (!NAME.test(name))
    throw new InputError(
      `${show(name)} is no name of a command. Use small letters, digits and hyphens, such as cost or load-test.`,
    );
  const own = camelCase(name);
  return {
    files: {
      [`cli/${name}/${name}-command.ts`]: commandFile(name, own),
      [`test/cli/${name}/${name}-command.test.ts`]: testFile(name, own),
    },
    folder: `cli/${name}`,
    list: {
      path: "cli/commands.ts",
      add: (text) => addToEndOfList(text, `register${capitalised(own)}`, `./${name}/${name}-command`),
    },
    recipe: "A command with its report",
  };
}
