import { main } from "../../cli/scale";

/** What a run of the command left. */
export interface ScaleRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `scale` with arguments in this process. */
export async function runScale(...args: string[]): Promise<ScaleRun> {
  let stdout = "";
  let stderr = "";
  const code = await main(args, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
  });
  return { code, stdout, stderr };
}
