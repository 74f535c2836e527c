const process = require("node:process");
const { setInterval } = require("node:timers");
const { TestEnvironment } = require("jest-environment-node");

const POLL_MS = 500;

// A worker whose jest was killed would go on with its suite, and with the engine, the stand-ins and the pack of it. To listen
// for the end of their channel instead would keep a worker from ending.
if (process.connected) {
  const jestPid = process.ppid;
  setInterval(() => {
    if (process.ppid !== jestPid) process.exit(1);
  }, POLL_MS).unref();
}

/** Node's own environment, in a process that ends with jest. */
module.exports = TestEnvironment;
