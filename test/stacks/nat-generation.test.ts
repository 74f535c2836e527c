import * as pulumi from "@pulumi/pulumi";
import { generationsIn } from "../../components/network/nat-parameters";
import { cloudAnswer } from "../../models/cloud-outputs";
import { DRY_RUN_CONFIG, PROJECT, STACK } from "../../stacks/dry-run-config";
import { natGenerationProblems } from "../../stacks/nat-generation";
import { program } from "../../stacks/program";
import { InputError } from "../../tiers";

const BACK =
  "natGeneration: given 2; allowed: 3, which the stack has, or more: a generation never goes back, as each takes the image that is the newest when it begins";

test.each([
  ["the same", 3, [3]],
  ["a later one", 4, [3]],
  ["a later one, while the earlier one's image is still there", 4, [3, 4]],
  ["any, where there is none yet", 1, []],
])("%s is accepted", (_case, generation, made) => {
  expect(natGenerationProblems(generation, made)).toEqual([]);
});

test("one that goes back is refused with what is allowed", () => {
  const problems = natGenerationProblems(2, [3]);
  expect(problems.map(({ path, given, allowed }) => `${path}: given ${given}; allowed: ${allowed}`)).toEqual([
    BACK,
  ]);
});

test("generations are read from the names of the parameters", () => {
  expect(generationsIn(["/nat/prod-nat-1/image/1", "/nat/prod-nat-1/image/12"])).toEqual([1, 12]);
});

test("the program asks which there are, and refuses before it registers anything", async () => {
  const made: string[] = [];
  const paths: unknown[] = [];
  pulumi.runtime.setAllConfig({
    ...DRY_RUN_CONFIG,
    [`${PROJECT}:tier`]: "100",
    [`${PROJECT}:natGeneration`]: "2",
  });
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name }) => {
        made.push(name);
        return { id: name, state: {} };
      },
      call: ({ token, inputs }) => {
        if (token !== "aws:ssm/getParametersByPath:getParametersByPath")
          return cloudAnswer(token, inputs as Record<string, unknown>);
        const { path } = inputs as { path: string };
        paths.push(path);
        return { names: [`${path}/3`] };
      },
    },
    PROJECT,
    STACK,
    false,
    "organization",
  );
  await expect(program()).rejects.toThrow(
    new InputError(`The configuration of stack "${STACK}" is refused:\n  ${BACK}`),
  );
  expect(paths).toEqual([expect.stringMatching(/^\/nat\/example-nat-[a-z0-9]{8}\/image$/)]);
  expect(made).toEqual([]);
});
