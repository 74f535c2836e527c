import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { BuiltImage } from "./build";

/** A process as a pod runs it: the user that the pod names, its environment and nothing of ours. */
export class Pod {
  private text = "";

  private constructor(
    private readonly child: ChildProcess,
    readonly exited: Promise<number | null>,
  ) {}

  /** @param command default: that of the image */
  static start(
    image: BuiltImage,
    environment: Readonly<Record<string, string>>,
    { command = image.command, userId }: { readonly command?: readonly string[]; readonly userId: number },
  ): Pod {
    const [program = "", ...args] = command;
    // Only root may become another user; whoever else runs the tests is one already.
    const isRoot = process.getuid?.() === 0;
    const child = spawn(program === "node" ? image.node : program, args, {
      cwd: join(image.root, image.workFolder),
      env: { ...image.environment, ...environment },
      ...(isRoot ? { uid: userId, gid: userId } : {}),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const exited = once(child, "exit").then(([code]) => code as number | null);
    const pod = new Pod(child, exited);
    child.stdout.on("data", (chunk: Buffer) => (pod.text += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (pod.text += chunk.toString()));
    return pod;
  }

  /** Everything it has printed. */
  said(): string {
    return this.text;
  }

  /** The port that it says it listens on. @throws Error when it ends before */
  async port(): Promise<number> {
    for (;;) {
      const port = /listens on (\d+)/.exec(this.text)?.[1];
      if (port !== undefined) return Number(port);
      if (this.child.exitCode !== null) throw new Error(`It ended with ${this.child.exitCode}: ${this.text}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Sends SIGTERM. @returns its exit code, and the seconds it took */
  async stop(): Promise<{ readonly code: number | null; readonly seconds: number }> {
    const start = Date.now();
    this.child.kill("SIGTERM");
    return { code: await this.exited, seconds: (Date.now() - start) / 1000 };
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}
