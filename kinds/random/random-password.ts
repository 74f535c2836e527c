import { SAME_AT_EVERY_TIER, nameless } from "../facts";
import { kind } from "../kind";
import { free } from "../pricing/price";

export const randomPassword = kind("random:index/randomPassword:RandomPassword", {
  name: nameless("A value in the state"),
  tags: "none",
  price: free("a value in the state, nothing in AWS"),
  replaces: {
    inputs: "every",
    verification: "knowledge",
    source: "A random value is decided at its creation",
  },
  changes: SAME_AT_EVERY_TIER,
  computed: (name) => ({ result: `password-of-${name}` }),
});
