const { relative } = require("node:path");
const { default: Sequencer } = require("@jest/test-sequencer");
const measured = require("./durations.json");

/** A suite that nobody has measured yet is taken for one of middling length. */
const UNKNOWN_SECONDS = 5;

const secondsOf = ({ path, context }) => measured[relative(context.config.rootDir, path)] ?? UNKNOWN_SECONDS;

const longestFirst = (tests) =>
  [...tests].sort((a, b) => secondsOf(b) - secondsOf(a) || (a.path < b.path ? -1 : 1));

/** Gives out suites by the seconds that they took, not by their names or sizes: the longest first, shards of equal length. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    return longestFirst(tests);
  }

  shard(tests, { shardIndex, shardCount }) {
    const shards = Array.from({ length: shardCount }, () => ({ seconds: 0, tests: [] }));
    for (const test of longestFirst(tests)) {
      const shortest = shards.reduce((a, b) => (b.seconds < a.seconds ? b : a));
      shortest.tests.push(test);
      shortest.seconds += secondsOf(test);
    }
    return shards[shardIndex - 1].tests;
  }
};
