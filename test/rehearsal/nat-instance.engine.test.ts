import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { beginFresh } from "../support/fresh-stack";

const PARAMETER = "aws:ssm/parameter:Parameter";
const INSTANCE = "aws:ec2/instance:Instance";

const stepsOf = ({ steps }: Run) =>
  steps.map(({ name, operation }) => `${operation} ${name}`).sort((a, b) => a.localeCompare(b, "en"));

describe("the NAT instance of tier 100 on the engine", () => {
  let rehearsal: Rehearsal;

  const generation = (value: number) => rehearsal.setConfig({ [`${PROJECT}:natGeneration`]: String(value) });
  const instance = () => rehearsal.world.named(INSTANCE, "network-nat-instance");

  beforeAll(async () => {
    rehearsal = await beginFresh("100");
  });
  afterAll(() => rehearsal.end());

  test("what it wrote into its parameter is found by a refresh, and never written over", async () => {
    const { world } = rehearsal;
    world.drift(PARAMETER, "network-nat-forwards", { insecureValue: instance().id });
    expect((await rehearsal.refresh()).failure).toBe("");
    expect(await rehearsal.up()).toMatchObject({ failure: "", steps: [] });
    expect(world.named(PARAMETER, "network-nat-forwards").outputs["insecureValue"]).toBe(instance().id);
  });

  test("a raised generation replaces it and moves no route", async () => {
    const before = instance().id;
    await generation(2);
    const up = await rehearsal.up();
    expect(up.failure).toBe("");
    expect(instance().id).not.toBe(before);
    expect(stepsOf(up)).toEqual([
      "create network-nat-image-2",
      "delete network-nat-image-1",
      "replace network-nat-instance",
      "update network-nat-status",
    ]);
    expect(await rehearsal.up()).toMatchObject({ failure: "", steps: [] });
  });

  test("a generation that goes back is refused, and nothing is changed", async () => {
    const before = rehearsal.world.contents();
    await generation(1);
    const up = await rehearsal.up();
    expect(up.failure).toContain(
      "natGeneration: given 1; allowed: 2, which the stack has, or more: a generation never goes back, as each takes the image that is the newest when it begins",
    );
    expect(rehearsal.world.contents()).toEqual(before);
  });
});
