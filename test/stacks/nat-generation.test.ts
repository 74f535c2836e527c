import { generationsIn } from "../../components/network/nat-parameters";
import { refuseEarlierGeneration } from "../../stacks/nat-generation";

test.each([
  ["the same", 3, [3]],
  ["a later one", 4, [3]],
  ["a later one, while the earlier one's image is still there", 4, [3, 4]],
  ["any, where there is none yet", 1, []],
])("%s is accepted", (_case, generation, made) => {
  expect(() => refuseEarlierGeneration("prod", generation, made)).not.toThrow();
});

test("one that goes back is refused with what is allowed", () => {
  expect(() => refuseEarlierGeneration("prod", 2, [3])).toThrow(
    'The configuration of stack "prod" is refused:\n  natGeneration: given 2; allowed: 3, which the stack has, or more: a generation never goes back, as each takes the image that is the newest when it begins',
  );
});

test("generations are read from the names of the parameters", () => {
  expect(generationsIn(["/nat/prod-nat-1/image/1", "/nat/prod-nat-1/image/12"])).toEqual([1, 12]);
});
