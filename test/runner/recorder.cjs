const { fork } = require("node:child_process");
const { join } = require("node:path");

/** The SDK makes much garbage, which a large young generation and one thread for it, of two cores, clear in half of the time. */
const RECORDER_OPTIONS = [
  ...["--min-semi-space-size=64", "--max-semi-space-size=128", "--single-threaded-gc"],
  ...["--import", "tsx"],
];
exports.RECORDER_OPTIONS = RECORDER_OPTIONS;

/** Whoever is told so records by itself. */
const ENDED = JSON.stringify({ ended: true });

/**
 * A process outside of jest that runs the program for the suites of one worker: jest would load Pulumi's SDK anew for each of
 * them, and runs it at a half of its speed. It is started when the first suite records something, and ends with the worker.
 */
class Recorder {
  constructor() {
    this.asked = 0;
    this.waiting = new Map();
  }

  start() {
    const child = fork(join(__dirname, "recorder-process.ts"), [], { execArgv: RECORDER_OPTIONS });
    child.on("message", ({ id, answer }) => {
      this.waiting.get(id)?.(answer);
      this.waiting.delete(id);
      if (this.waiting.size === 0) this.rest();
    });
    const leave = () => {
      for (const done of this.waiting.values()) done(ENDED);
      this.waiting.clear();
      if (this.child === child) this.child = undefined;
    };
    child.on("disconnect", leave);
    child.on("exit", leave);
    return child;
  }

  /** A worker does not wait for it. */
  rest() {
    this.child?.unref();
    this.child?.channel?.unref();
  }

  /**
   * @param {string} question
   * @returns {Promise<string>}
   */
  ask(question) {
    this.child ??= this.start();
    this.child.ref();
    this.child.channel?.ref();
    this.asked += 1;
    const id = this.asked;
    return new Promise((done) => {
      this.waiting.set(id, done);
      // It may be going while it is asked.
      this.child.send({ id, question }, (error) => {
        if (error === null) return;
        this.waiting.delete(id);
        done(ENDED);
      });
    });
  }
}

const recorder = new Recorder();

/** Text in, text out: objects of another context would be no objects to a suite. */
exports.ask = (question) => recorder.ask(question);
