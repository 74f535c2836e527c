import { spawn } from "node:child_process";

/** How a program ended. */
interface Ended {
  /** Its exit code; -1 when it could not be started or was stopped. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  /** Told each whole line of standard error. */
  readonly line?: (text: string) => void;
}

/** Runs a program to its end; never blocks the event loop, on which stand-in providers answer. */
export async function run(
  command: string,
  args: readonly string[],
  { env, cwd, signal, timeoutMs, line }: RunOptions,
): Promise<Ended> {
  return await new Promise((done) => {
    const child = spawn(command, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      ...(signal === undefined ? {} : { signal }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stdout = "";
    let stderr = "";
    let open = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
      const lines = `${open}${text}`.split("\n");
      open = lines.pop() ?? "";
      for (const whole of lines) line?.(whole);
    });
    child.on("error", (error) => {
      done({ code: -1, stdout, stderr: `${stderr}${error.message}` });
    });
    child.on("close", (code) => {
      done({ code: code ?? -1, stdout, stderr });
    });
  });
}
