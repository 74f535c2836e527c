import { Command, CommanderError, Option } from "commander";
import { COMMITMENT_TERMS } from "../models/cost/scenarios/commitments";
import { DOWNTIME_CLASSES } from "../kinds/facts";
import { InputError } from "../tiers";
import { costCommand, type CostOptions } from "./cost/cost-command";
import { manifestCommand } from "./tier/manifest-command";
import { policyCommand, type PolicyOptions } from "./policy/policy-command";
import { previewCommand } from "./tier/preview-command";
import { pricesRefreshCommand, type PricesOptions } from "./prices/prices-command";
import { reconcileCommand, type ReconcileOptions } from "./cost/reconcile-command";
import { recoverCommand, type RecoverOptions } from "./engine/recover-command";
import { rehearseCommand, type RehearseOptions } from "./engine/rehearse-command";
import { reviewCommand, type ReviewOptions } from "./review/review-command";
import { tiersCommand } from "./tier/tiers-command";
import { upgradeCommand, type UpgradeOptions } from "./upgrade/upgrade-command";
import { deliver, type Streams } from "./run/deliver";
import { GateClosed } from "./run/gate-closed";
import { Interrupted, INTERRUPTED } from "./run/interruptible";
import type { Result } from "./print/style";

/** Exit codes of every command. */
const EXIT = { fine: 0, defect: 1, wrongInput: 2, gateClosed: 3, interrupted: INTERRUPTED } as const;

interface OutputOptions {
  readonly json?: true;
  readonly out?: string;
}

/** A command gets those that it declares. */
type CommandOptions = CostOptions &
  PolicyOptions &
  PricesOptions &
  RecoverOptions &
  ReconcileOptions &
  RehearseOptions &
  ReviewOptions &
  UpgradeOptions;

const EXAMPLES = `
Examples:
  ./scale tiers                 the six tiers side by side
  ./scale preview 500           what tier 500 consists of
  ./scale manifest 2k --json    every resource of tier 2K
  ./scale cost --all            the six tiers against their budgets
  ./scale cost 500 --explain postgres-shard-0-primary
  ./scale upgrade 500 2k        what the step to the next tier does
  ./scale policy --all          whether the six tiers keep the rules
  ./scale recover prod          what an interrupted pulumi up left behind
  ./scale rehearse 500          tier 500 on Pulumi's engine, with stand-ins for AWS

Exit codes: 0 fine, 1 a defect of this program, 2 wrong usage or input, 3 a gate said no,
130 interrupted.`;

function build(streams: Streams): Command {
  const program = new Command("scale")
    .description("Shows what each tier of the platform consists of, without a cloud account.")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("Run with --help to see the commands.")
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(text),
    });
  const add = (
    usage: string,
    description: string,
    run: (word: string, options: CommandOptions, second: string) => Result | Promise<Result>,
    further: readonly Option[] = [],
    parent: Command = program,
  ): Command => {
    const command = parent
      .command(usage)
      .description(description)
      .addOption(new Option("--json", "print the machine-readable form"))
      .addOption(new Option("--out <file>", "write to a file instead of standard output"))
      .exitOverride()
      .action(async (...args: unknown[]) => {
        const [word = "", second = ""] = args.filter((arg) => typeof arg === "string");
        const options = args.at(-2) as OutputOptions & CommandOptions;
        const result = await run(word, options, second);
        deliver(result, options, streams);
        if (result.gate !== undefined) throw new GateClosed(result.gate);
      });
    for (const option of further) command.addOption(option);
    return command;
  };
  add("tiers", "the six tiers side by side", tiersCommand);
  add("preview <tier>", "what a tier consists of, in plain words", previewCommand);
  add("manifest <tier>", "every resource of a tier with its inputs", manifestCommand);
  const estimateOptions = () => [
    new Option("--users <n>", "users of the expected load, instead of the tier's own"),
    new Option("--coefficients <file>", "other coefficients of the workload, JSON or YAML"),
    new Option("--region <region>", "AWS region, instead of us-east-1"),
    new Option("--markdown", "print a table for a page or a pull request").conflicts("json"),
  ];
  const cost = add(
    "cost [tier]",
    "what a tier costs in a month, line by line, against its budget",
    costCommand,
    [
      new Option("--all", "the six tiers side by side"),
      new Option("--explain <name>", "how the lines of a resource, type, item or price come about").conflicts(
        ["all", "commitment", "markdown"],
      ),
      ...estimateOptions(),
      new Option("--commitment <term>", "what committing the steady part saves")
        .choices(["none", ...COMMITMENT_TERMS])
        .conflicts(["all", "markdown"]),
    ],
  );
  // Otherwise what follows `reconcile` would be read as options of `cost`, which has some of the same names.
  program.enablePositionalOptions();
  cost.enablePositionalOptions();
  add(
    "reconcile",
    "a bill beside the estimate of a tier, gap by gap",
    (_, options) => reconcileCommand(options),
    [
      new Option("--cost-explorer <file>", "the bill, as CSV or JSON of Cost Explorer"),
      new Option("--tier <tier>", "the tier that was billed"),
      ...estimateOptions(),
    ],
    cost,
  );
  const prices = program
    .command("prices")
    .description("the price books that costs are worked out from")
    .exitOverride();
  add(
    "refresh",
    "what AWS asks now, and with --write a new price book",
    (_, options) => pricesRefreshCommand(options),
    [
      new Option("--region <region>", "AWS region of the price book"),
      new Option("--write", "write the new price book too"),
    ],
    prices,
  );
  const gateOptions = () => [
    new Option("--gate", "exit 3 when a step needs somebody's consent"),
    new Option(
      "--allow-downtime <class>",
      "the worst downtime the gate lets through (default: failover)",
    ).choices(DOWNTIME_CLASSES),
    new Option("--acknowledgements <file>", "steps the gate lets through, YAML or JSON"),
  ];
  add(
    "upgrade [from] [to]",
    "what a step from one tier to another does, costs, interrupts and puts at risk",
    (from, options, to) => upgradeCommand(from, to, options),
    [
      new Option("--markdown", "print it for a pull request").conflicts("json"),
      new Option("--html", "print it as a page to follow: a runbook").conflicts(["json", "markdown"]),
      new Option("--from-preview <file>", "of a running stack, from what pulumi preview --json wrote"),
      new Option("--keep-sizes", "keep by overrides what cannot shrink, on the way down"),
      ...gateOptions(),
      new Option("--expect <digest>", "exit 3 when the plan is not the approved one"),
    ],
  );
  add(
    "policy [tier]",
    "whether a tier keeps the rules: safety, privacy, money",
    (tier, options) => policyCommand(tier, options),
    [
      new Option("--all", "all six tiers"),
      new Option("--manifest <file>", "what scale manifest --json wrote, instead of a tier"),
      new Option("--waivers <file>", "violations somebody answers for (default: policies/waivers.yaml)"),
      new Option("--markdown", "print it for a pull request").conflicts("json"),
      new Option("--sarif", "print it for code scanning, as SARIF 2.1.0").conflicts(["json", "markdown"]),
    ],
  );
  add(
    "review",
    "what a checkout changes against another one: costs, and what each stack would go through",
    (_, options) => reviewCommand(options),
    [
      new Option("--base <folder>", "the checkout to compare with, its packages installed"),
      new Option("--threshold-usd <n>", "stay quiet below it, in dollars a month (default: 1)"),
      ...gateOptions(),
      new Option("--markdown", "print nothing when there is nothing to say").conflicts("json"),
    ],
  );
  add(
    "rehearse <tier>",
    "bring a tier up on Pulumi's engine, without a cloud",
    (tier, options) => rehearseCommand(tier, streams.stderr, options),
    [new Option("--policy-pack <folder>", "hold it against a policy pack; exit 3 when that says no")],
  );
  add(
    "recover <stack>",
    "what an interrupted pulumi up left in a stack, and how to clear it",
    (stack, options) => recoverCommand(stack, options, { stderr: streams.stderr }),
    [
      new Option("--clear", "do what is shown"),
      new Option("--exists <name=id...>", "an interrupted create that did happen, with the object's id"),
      new Option("--absent <name...>", "an interrupted create that made nothing"),
    ],
  );
  return program;
}

/**
 * Runs one command line.
 * @returns the exit code; nothing is thrown
 */
export async function main(args: readonly string[], streams: Streams): Promise<number> {
  const program = build(streams);
  try {
    if (args.length === 0) program.help();
    await program.parseAsync([...args], { from: "user" });
    return EXIT.fine;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 || args.length === 0 ? EXIT.fine : EXIT.wrongInput;
    if (error instanceof InputError) {
      streams.stderr.write(`${error.message}\n`);
      return EXIT.wrongInput;
    }
    if (error instanceof GateClosed) {
      streams.stderr.write(`${error.message}\n`);
      return EXIT.gateClosed;
    }
    if (error instanceof Interrupted) {
      streams.stderr.write(`${error.message}\n`);
      return EXIT.interrupted;
    }
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    streams.stderr.write(
      `This is a defect of scale, not of your input. Please report it with this text:\n${detail}\n`,
    );
    return EXIT.defect;
  }
}
