const { randomInt } = require("node:crypto");
const process = require("node:process");

// One seed for all workers, so that what is recorded beforehand is what they read.
process.env.CASES ??= "sample";
process.env.FAULT_SEED ??= String(randomInt(1_000_000));

/** What a person waits for: of the suites that try many cases of one kind, some. */
module.exports = require("../../jest.config.cjs");
