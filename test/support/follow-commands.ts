import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";

/** Types a command of a page or a plan. @returns the run of those that have one. @throws Error for one that it does not know */
async function follow(rehearsal: Rehearsal, command: string): Promise<Run | undefined> {
  const [, key = "", value = ""] = /^pulumi config (?:set|rm) --path (\S+) ?(.*)$/.exec(command) ?? [];
  const path = `${PROJECT}:${key}`;
  if (command.startsWith("pulumi config set --path ")) {
    await rehearsal.stack.setConfig(path, { value }, true);
    return undefined;
  }
  if (command.startsWith("pulumi config rm --path ")) {
    await rehearsal.stack.removeConfig(path, true);
    return undefined;
  }
  if (command === "pulumi refresh") return rehearsal.refresh();
  if (command === "pulumi preview") return rehearsal.preview();
  if (command === "pulumi up") return rehearsal.up();
  throw new Error(`Nobody here can type: ${command}`);
}

/** Types commands one after the other, until one fails. @returns the last run */
export async function followAll(rehearsal: Rehearsal, commands: readonly string[]): Promise<Run> {
  let last: Run | undefined;
  for (const command of commands) {
    last = (await follow(rehearsal, command)) ?? last;
    if (last?.succeeded === false) return last;
  }
  if (last === undefined) throw new Error(`No run is among: ${commands.join("; ")}`);
  return last;
}
