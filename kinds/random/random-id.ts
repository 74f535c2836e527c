import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const randomId = kind("random:index/randomId:RandomId", {
  name: nameless("A value in the state"),
  tags: "none",
  price: free("a number in the state, nothing in AWS"),
  replaces: {
    inputs: "every",
    verification: "knowledge",
    source: "A random value is decided at its creation",
  },
  changes: SAME_AT_EVERY_TIER,
  computed: () => ({ hex: "0a1b2c3d" }),
});
