import { Option } from "commander";
import { drillNow, type Drill } from "../../models/recovery/drill";
import { InputError, type TierName } from "../../tiers";
import { note, type Document } from "../print/document";
import { resultOf, type Result } from "../print/result";
import { checkout, isStack, ofStack, subjectOf } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { range } from "../upgrade/words";
import { sizesOf } from "../record/subject-names";

export interface DrillOptions {
  readonly stack?: string;
  readonly markdown?: true;
}

const drillDocument = ({ minutesMin, minutesMax, commands, checks }: Drill, subject: string): Document => ({
  title: `${subject}: a backup is tried out`,
  blocks: [
    {
      kind: "facts",
      facts: [
        [
          "what",
          "the newest backup of a database, restored into a scratch instance, read whole, compared and removed",
        ],
        ["takes", range(minutesMin, minutesMax, "minutes")],
        ["touches", "nothing that serves; it reads estimates of rows from a replica"],
      ],
    },
    { kind: "commands", language: "sh", lines: commands.map((command) => ({ command })) },
    {
      kind: "section",
      title: "When it has ended",
      blocks: [{ kind: "commands", language: "sh", lines: checks }],
    },
    note(
      "Cut off, it leaves an instance with the tag restore-drill, which the run of the next day removes. What it costs: scale cost --explain restore-drill-cron-job.",
    ),
  ],
});

/**
 * `scale drill`: how a backup is tried out now.
 * @throws InputError where there are no drills
 */
export function drillCommand(
  tier: TierName | undefined,
  options: DrillOptions,
  folder = checkout(),
): Promise<Result> {
  const subject =
    tier === undefined && options.stack !== undefined
      ? ofStack(options.stack, folder)
      : subjectOf(tier, options.stack);
  const sizes = sizesOf(subject);
  if (sizes.operations.restoreDrill === "off")
    return Promise.reject(
      new InputError(
        `${subject.title} has no drills: operations.restoreDrill is "off". Switch them on: pulumi config set --path overrides.operations.restoreDrill monthly, then pulumi up.`,
      ),
    );
  const report = drillNow(sizes, subject.stack);
  return Promise.resolve(resultOf(report, () => drillDocument(report, subject.title), options));
}

export const registerDrill: Register = (program, run) => {
  reportCommand(program, "drill", "try out the newest backup of a database now")
    .addArgument(tierArgument("[tier]", { stack: { command: "drill", isStack } }))
    .addOption(stackOption())
    .addOption(new Option("--markdown", "print it for a page").conflicts("json"))
    .action((tier: TierName | undefined, options: DrillOptions & OutputOptions) =>
      run(options, () => drillCommand(tier, options)),
    );
};
