/**
 * What a run on the engine uses of Pulumi's Automation API that its types keep private. Each has a test that fails when
 * an SDK of another version has it no longer: test/rehearsal/pulumi-internals.test.ts. The API takes half a second to
 * load, so it is loaded by whoever calls.
 */
import type { PulumiCommand } from "@pulumi/pulumi/automation";

/** What the CLI answered. */
export interface CommandResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

interface OpenCommand {
  run(args: string[], ...rest: unknown[]): Promise<CommandResult>;
}

/** A CLI by its path and without asking for its version; the API's own way wants a folder `bin` around it. */
export async function pulumiCommandAt(path: string): Promise<PulumiCommand> {
  const { PulumiCommand: Command } = await import("@pulumi/pulumi/automation");
  return Reflect.construct(Command, [path, null]) as PulumiCommand;
}

/**
 * Answers some calls of a CLI without starting it.
 * @param answerOf the answer to a call with these arguments; undefined lets the CLI answer
 */
export function answerCalls(
  command: PulumiCommand,
  answerOf: (args: readonly string[]) => CommandResult | undefined,
): void {
  const open = command as unknown as OpenCommand;
  const run = open.run.bind(open);
  open.run = (args, ...rest) => {
    const answer = answerOf(args);
    return answer === undefined ? run(args, ...rest) : Promise.resolve(answer);
  };
}
