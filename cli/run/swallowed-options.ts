import type { Command, Option } from "commander";
import { InputError } from "../../tiers";

/** How npm starts us: by the script of this name in package.json. */
const OWN_SCRIPT = "cli/start.cjs";

const optionsOf = (command: Command): Option[] => [
  ...command.options,
  ...command.commands.flatMap((each) => optionsOf(each)),
];

/** What npm says of an option in the environment of a script. */
const traceOf = (long: string): string => `npm_config_${long.slice(2).replaceAll("-", "_")}`;

const isSet = (value: string | undefined): value is string =>
  value !== undefined && !["", "false", "null"].includes(value);

/** As it has to be written; npm keeps no value of an option that it does not know. */
function written({ long = "", required }: Option, value: string): string {
  if (!required) return long;
  return `${long} ${value === "true" ? "<value>" : value}`;
}

/**
 * `npm run scale upgrade 10k 5k --gate` gives `--gate` to npm, and so does every command in PowerShell, where npm loses the
 * `--` before it (npm/cli#3136). A gate would be open because nobody asked for it.
 * @throws InputError naming the options that npm took, with the command as it should be
 */
export function refuseSwallowed(
  program: Command,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  if (env["npm_lifecycle_script"]?.includes(OWN_SCRIPT) !== true) return;
  const taken = new Map<string, string>();
  for (const option of optionsOf(program)) {
    const { long = "" } = option;
    const value = env[traceOf(long)];
    const isGiven = args.some((word) => word === long || word.startsWith(`${long}=`));
    if (isSet(value) && !isGiven) taken.set(long, written(option, value));
  }
  if (taken.size === 0) return;
  const command = ["./scale", ...args, ...taken.values()].join(" ");
  throw new InputError(
    `npm took ${[...taken.keys()].join(", ")} for an option of its own, and scale never saw it. Call scale without npm: ${command}\n(on Windows .\\scale; with npm the options of scale come after --, which npm loses in PowerShell)`,
  );
}
