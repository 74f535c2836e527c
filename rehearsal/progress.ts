/** Where work that takes a while says what it does. */
export interface Progress {
  /** A line of its own. */
  line(text: string): void;
  /** Work that begins; the returned function replaces its text, and its `end` finishes it. */
  begin(text: string): Task;
}

export interface Task {
  update(text: string): void;
  /** Leaves one line with the seconds it took. */
  end(text?: string): void;
}

interface Terminal {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

const TICK_MS = 1000;
/** Without a terminal a line every half minute shows that the work goes on, and does not fill a log. */
const QUIET_TICK_MS = 30_000;
const CLEAR_LINE = "\r\u001b[K";

/** `8 s`, `4 min 05 s` */
export function elapsed(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

export const SILENT: Progress = {
  line: () => undefined,
  begin: () => ({ update: () => undefined, end: () => undefined }),
};

/** Progress on a stream: one line that counts seconds on a terminal, few plain lines elsewhere. */
export function progressOn(stream: Terminal): Progress {
  const live = stream.isTTY === true;
  return {
    line: (text) => void stream.write(`${text}\n`),
    begin: (first) => {
      const start = Date.now();
      let text = first;
      const shown = () => `${text} (${elapsed((Date.now() - start) / 1000)})`;
      const show = () => void stream.write(live ? `${CLEAR_LINE}${shown()}` : `${shown()}\n`);
      stream.write(live ? text : `${text}\n`);
      const timer = setInterval(show, live ? TICK_MS : QUIET_TICK_MS);
      timer.unref();
      return {
        update: (next) => {
          text = next;
          if (live) show();
        },
        end: (last) => {
          clearInterval(timer);
          text = last ?? text;
          stream.write(live ? `${CLEAR_LINE}${shown()}\n` : `${shown()}\n`);
        },
      };
    },
  };
}
