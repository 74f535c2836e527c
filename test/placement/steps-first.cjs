const { default: Sequencer } = require("@jest/test-sequencer");

/** Suites of many orders and of steps before those of tiers, and larger tiers before smaller ones: none is alone at the end. */
module.exports = class StepsFirst extends Sequencer {
  sort(tests) {
    const order = [
      "orders",
      "chain",
      "leaps",
      "steps",
      "tier-20k",
      "tier-10k",
      "tier-5k",
      "tier-2k",
      "tier-500",
      "tier-100",
    ];
    const rank = ({ path }) => order.findIndex((name) => path.includes(`/${name}`));
    return [...tests].sort((left, right) => rank(left) - rank(right));
  }
};
