import { fork } from "node:child_process";
import { join } from "node:path";

/** A script of this folder that answers questions one after another, in a process of its own. */
export interface ScriptSession {
  /** @throws Error with what went wrong in the script */
  readonly ask: (question: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

type Answer = { readonly answer: unknown } | { readonly problem: string };

/** Starts `file`, which calls `answerQuestions`. It ends with this process, also when that is killed. */
export function openScript(file: string): ScriptSession {
  const child = fork(join(__dirname, file), [], { execArgv: ["--import", "tsx"] });
  const ended = new Promise<string>((resolve) => {
    child.once("exit", (code, signal) => {
      resolve(`${file} ended with ${signal ?? `exit code ${String(code)}`}.`);
    });
  });
  return {
    ask: async (question) => {
      const said = new Promise<Answer>((resolve) =>
        child.once("message", (given) => resolve(given as Answer)),
      );
      child.send({ question });
      const given = await Promise.race([said, ended.then((problem): Answer => ({ problem }))]);
      if ("problem" in given) throw new Error(given.problem);
      return given.answer;
    },
    close: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** Answers what `openScript` asks, until the process that asks is gone. */
export function answerQuestions(
  answer: (question: never) => Promise<unknown>,
  end = (): Promise<void> => Promise.resolve(),
): void {
  const send = (given: Answer): void => void process.send?.(given);
  process.on("message", ({ question }: { question: never }) => {
    answer(question).then(
      (own) => {
        send({ answer: own });
      },
      (error: unknown) => {
        send({ problem: error instanceof Error ? String(error.stack) : String(error) });
      },
    );
  });
  process.on("disconnect", () => {
    // What a run that was cut off has left in the SDK would keep this process.
    void end().finally(() => process.exit());
  });
}
