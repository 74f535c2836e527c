import { InputError } from "../tiers";

interface KnownError {
  /** What the CLI prints on its error channel. */
  readonly pattern: RegExp;
  /** What that means, and the next step. `detail` is the pattern's first group. */
  readonly message: (detail: string) => string;
}

/** What the CLI refuses for a reason that its user can change, in the words of version 3.250. */
const KNOWN_ERRORS: readonly KnownError[] = [
  {
    pattern: /passphrase must be set with PULUMI_CONFIG_PASSPHRASE/,
    message: () =>
      "The stack's secrets need their passphrase. Set PULUMI_CONFIG_PASSPHRASE (or PULUMI_CONFIG_PASSPHRASE_FILE), and run this again.",
  },
  {
    pattern: /incorrect passphrase/,
    message: () =>
      "PULUMI_CONFIG_PASSPHRASE is not the passphrase of this stack. Set the one that the stack was made with, and run this again.",
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN must be set for login/,
    message: () =>
      "Pulumi does not know where the state is kept. Log in (pulumi login, or pulumi login file://~/.pulumi-state) or set PULUMI_BACKEND_URL, and run this again.",
  },
  {
    pattern: /unable to open bucket (\S+?)(?:\?no_tmp_dir=true)?: .*no such file or directory/,
    message: (url) =>
      `The backend ${url} is not there. Mount or make that folder, or set PULUMI_BACKEND_URL to another one, and run this again.`,
  },
  {
    pattern: /unable to open bucket (\S+?)(?:\?no_tmp_dir=true)?: .*is not a directory/,
    message: (url) => `The backend ${url} is a file. Set PULUMI_BACKEND_URL to a folder, and run this again.`,
  },
  {
    pattern:
      /(?:mkdir|open|write|rename|remove|unlink|create) (\S+): (?:read-only file system|permission denied|operation not permitted)/,
    message: (path) =>
      `The backend cannot be written: ${path}. Change its permissions or set PULUMI_BACKEND_URL to another folder, and run this again.`,
  },
  {
    pattern: /the stack is currently locked by.*\n(?:\s+\S+: )?(created by .*)?/,
    message: (owner) =>
      `The stack is locked${owner === "" ? "" : `, ${owner}`}. Wait until that ends; if it no longer runs, see what it left: ./scale recover <stack>`,
  },
  {
    pattern: /unexpected end of JSON input|failed to load checkpoint/,
    message: () =>
      "The state file is not whole. Its last whole version lies beside it, with the ending .bak; put that back, then run: pulumi refresh",
  },
];

/** The message for a person when the CLI refused something that they can change, else undefined. */
export function knownCliError(stderr: string): InputError | undefined {
  for (const { pattern, message } of KNOWN_ERRORS) {
    const found = pattern.exec(stderr);
    if (found !== null) return new InputError(message(found[1] ?? ""));
  }
  return undefined;
}
