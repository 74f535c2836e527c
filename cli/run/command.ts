import { Argument, Option, type Command } from "commander";
import { didYouMean, InputError, parseTierName, show } from "../../tiers";
import type { Result } from "../print/result";
import type { Streams } from "./deliver";

/** Options of every command that reports something. */
export interface OutputOptions {
  readonly json?: true;
  readonly out?: string;
}

/** Does what a command line asks for, and hands the report to where the user wants it. */
export type Run = (
  options: OutputOptions,
  work: (streams: Streams) => Result | Promise<Result>,
) => Promise<void>;

/** Adds one command to the program; each room of `cli/` has its own, with the type of its own options. */
export type Register = (program: Command, run: Run) => void;

/** A command that reports something: as text, as JSON, into a file. */
export const reportCommand = (parent: Command, name: string, description: string): Command =>
  parent
    .command(name)
    .description(description)
    .addOption(new Option("--json", "print the machine-readable form"))
    .addOption(new Option("--out <file>", "write to a file instead of standard output"));

/** The option that names a stack in place of a tier. */
export const stackOption = (): Option =>
  new Option("--stack <name>", "a stack by its file instead: tier, overrides, phase, domain, region");

/** What may stand in place of a tier. */
interface InsteadOfTier {
  /** Further words, which are commands. */
  readonly commands?: readonly string[];
  /** The command that takes `--stack`, and whether a word that is no tier is the name of a stack. */
  readonly stack?: { readonly command: string; readonly isStack: (word: string) => boolean };
}

/**
 * An argument that names a tier, read as people write it.
 * @param usage `<tier>` when it must be there, `[tier]` when it need not
 */
export const tierArgument = (usage: string, { commands = [], stack }: InsteadOfTier = {}): Argument =>
  new Argument(usage).argParser((text) => {
    const command = didYouMean(text, commands);
    if (command !== "")
      throw new InputError(`Unknown command ${show(text)}${command} Run with --help to see the commands.`);
    try {
      return parseTierName(text);
    } catch (error) {
      if (!(error instanceof InputError) || stack?.isStack(text) !== true) throw error;
      throw new InputError(`${error.message}\n${text} is a stack: ./scale ${stack.command} --stack ${text}`);
    }
  });
