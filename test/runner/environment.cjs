require("./compiled-once.cjs");
const process = require("node:process");
const { setInterval } = require("node:timers");
const { TestEnvironment } = require("jest-environment-node");
const { endStorages } = require("./left-storages.cjs");
const { ask } = require("./recorder.cjs");

const POLL_MS = 500;

// A worker whose jest was killed would go on with its suite, and with the engine, the stand-ins and the pack of it. To listen
// for the end of their channel instead would keep a worker from ending.
if (process.connected) {
  const jestPid = process.ppid;
  setInterval(() => {
    if (process.ppid !== jestPid) process.exit(1);
  }, POLL_MS).unref();
}

/** What Pulumi's SDK says, in promises that nobody holds, of a program whose engine has given up. */
const GIVEN_UP = "Resource monitor is terminating";

/**
 * Node's own environment, in a process that ends with jest, with a way to the recorder of this worker. A suite whose program is
 * cut off on the engine says so (`test/support/cut-off-runs.ts`); otherwise jest would take what the SDK says of it for a failure.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.recordElsewhere = ask;
  }

  async teardown() {
    await super.teardown();
    endStorages();
  }

  handleTestEvent({ name, error, promise }) {
    if (name !== "error" || this.global.hasCutOffRuns !== true) return;
    if (String(error?.message).includes(GIVEN_UP)) promise?.catch(() => undefined);
  }
};
