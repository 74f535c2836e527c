const process = require("node:process");
const { TestEnvironment } = require("jest-environment-node");

// A worker whose jest was killed would go on with its suite, and with the engine, the stand-ins and the pack of it.
if (process.connected) process.once("disconnect", () => process.exit(1));

/** Node's own environment, in a process that ends with jest. */
module.exports = TestEnvironment;
