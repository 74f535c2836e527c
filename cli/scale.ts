import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { z } from "zod";
import { COMMANDS } from "./commands";
import { EXAMPLES } from "./examples";
import type { Run } from "./run/command";
import { ROOT } from "./record/kept.cjs";
import { deliver, type Streams } from "./run/deliver";
import { EXIT, exitCodeOf } from "./run/exit-code";
import { GateClosed } from "./run/gate-closed";
import { refuseSwallowed } from "./run/swallowed-options";
import { visible } from "./run/visible";

/** Where nobody says how wide a line may be. */
const HELP_COLUMNS = 80;

/** Of `package.json`. */
const versionOf = (folder: string): string =>
  z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")))
    .version;

function build(streams: Streams): Command {
  const program = new Command("scale")
    .description("Shows what each tier of the platform consists of, without a cloud account.")
    .version(versionOf(ROOT), "-V, --version", "print the version")
    .addHelpText("after", EXAMPLES)
    .showHelpAfterError("Run with --help to see the commands.")
    .showSuggestionAfterError(true)
    // A command below another one may have options of the same names.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      writeErr: (text) => void streams.stderr.write(visible(text)),
      getOutHelpWidth: () => streams.stdout.columns ?? HELP_COLUMNS,
      getErrHelpWidth: () => streams.stderr.columns ?? HELP_COLUMNS,
    });
  const run: Run = async (options, work) => {
    const result = await work(streams);
    deliver(result, options, streams);
    if (result.gate !== undefined) throw new GateClosed(result.gate);
  };
  for (const register of COMMANDS) register(program, run);
  return program;
}

/**
 * Runs one command line.
 * @param env of the process
 * @returns the exit code; nothing is thrown
 */
export async function main(
  args: readonly string[],
  streams: Streams,
  env: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  try {
    const program = build(streams);
    refuseSwallowed(program, args, env);
    await program.parseAsync(args.length === 0 ? ["--help"] : [...args], { from: "user" });
    return EXIT.fine;
  } catch (error) {
    return exitCodeOf(error, streams.stderr);
  }
}
