import { run } from "../../rehearsal/child";
import { InputError } from "../../tiers";

/** Runs the AWS CLI with arguments that only read. @returns what it prints; null where AWS says that there is no such object */
export type Aws = (args: readonly string[]) => Promise<string | null>;

/** How the services say that something is not there. */
const ABSENT =
  /\((?:[\w.]*NotFound[\w.]*|NoSuch\w+|[\w.]*NonExistentQueue|[\w.]*QueueDoesNotExist|NoSuchEntity)\)/;

/**
 * The AWS CLI of this machine.
 * @param profile of the stack's configuration
 */
export const awsCli =
  (env: NodeJS.ProcessEnv, profile?: string): Aws =>
  async (args) => {
    const own = { ...env, AWS_PAGER: "", ...(profile === undefined ? {} : { AWS_PROFILE: profile }) };
    const { code, end, stdout, stderr } = await run("aws", args, { env: own });
    if (code === 0) return stdout;
    if (ABSENT.test(stderr)) return null;
    if (end.kind === "not started")
      throw new InputError(
        "The AWS CLI is needed to look up what is there, and is not installed: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
      );
    throw new InputError(`aws ${args.slice(0, 2).join(" ")} was refused: ${stderr.trim()}`);
  };
