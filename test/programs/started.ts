import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { getuid } from "node:process";

/** A program that runs. */
export interface Started {
  readonly pid: number;
  /** The end of what it said. */
  readonly said: () => string;
  readonly hasEnded: () => boolean;
  /** Sends a signal and waits until it has ended. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>;
  /** Sends a signal only. */
  readonly signal: (signal: NodeJS.Signals) => void;
}

const SAID_CHARACTERS = 20_000;

/** PostgreSQL refuses root: to it this user is another one, and to the files the same. */
const AS_ANOTHER_USER = ["unshare", "--user", "--map-user=1000", "--map-group=1000"];

/** The program ends with this process, however that ends. */
const WITH_US = ["setpriv", "--pdeathsig", "KILL"];

/** The words of a command as a user who is not root. */
export function unprivileged(command: readonly string[]): string[] {
  return getuid?.() === 0 ? [...AS_ANOTHER_USER, ...command] : [...command];
}

export function start(command: readonly string[], isPrivileged = false): Started {
  const all = isPrivileged ? [...WITH_US, ...command] : unprivileged([...WITH_US, ...command]);
  const [program = "", ...args] = all;
  const child: ChildProcess = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  // What a test forgets to stop does not keep the run alive.
  child.unref();
  for (const stream of [child.stdout, child.stderr]) if (stream instanceof Socket) stream.unref();
  let text = "";
  let hasEnded = false;
  const ended = new Promise<void>((done) => {
    child.once("exit", () => {
      hasEnded = true;
      done();
    });
    child.once("error", (error) => {
      text += error.message;
      hasEnded = true;
      done();
    });
  });
  for (const stream of [child.stdout, child.stderr])
    stream
      ?.setEncoding("utf8")
      .on("data", (more: string) => (text = `${text}${more}`.slice(-SAID_CHARACTERS)));
  return {
    pid: child.pid ?? -1,
    said: () => text,
    hasEnded: () => hasEnded,
    signal: (signal) => void child.kill(signal),
    stop: async (signal = "SIGTERM") => {
      if (hasEnded) return;
      child.kill(signal);
      await ended;
    },
  };
}
