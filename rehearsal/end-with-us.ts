import { spawn, type ChildProcess } from "node:child_process";

/**
 * Kills a group of processes once this process is gone. A group of its own does not hear the terminal's Ctrl-C, and a handler of
 * ours is not run by every end (SIGKILL, a listener of Jest's); but every end closes the pipe that this reads from.
 * @param group the process that began it, `detached`
 * @returns what waits for our end, to be killed when the group has ended
 */
export function endWithUs(group: number): ChildProcess {
  const script = 'read -r line; kill -s KILL -- "-$0"';
  const child = spawn("/bin/sh", ["-c", script, String(group)], {
    detached: true,
    env: {},
    stdio: ["pipe", "ignore", "ignore"],
  });
  return child.on("error", () => undefined);
}
