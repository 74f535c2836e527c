import type { Rehearsal, Run } from "../../rehearsal/rehearsal";
import { PROJECT } from "../../stacks/dry-run-config";
import { beginFresh } from "../support/fresh-stack";

const PARAMETER = "aws:ssm/parameter:Parameter";
const NEWEST = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
const INSTANCE = "aws:ec2/instance:Instance";

const stepsOf = ({ steps }: Run) =>
  steps.map(({ name, operation }) => `${operation} ${name}`).sort((a, b) => a.localeCompare(b, "en"));

describe("the NAT instance of tier 100 on the engine", () => {
  let rehearsal: Rehearsal;

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

  test("a newer image changes nothing until the generation is raised, which replaces it and moves no route", async () => {
    const before = instance();
    rehearsal.world.publicParameters = { [NEWEST]: "ami-newer" };
    expect(await rehearsal.up()).toMatchObject({ failure: "", steps: [] });
    await rehearsal.setConfig({ [`${PROJECT}:natGeneration`]: "2" });
    const up = await rehearsal.up();
    expect(up.failure).toBe("");
    expect(instance().id).not.toBe(before.id);
    expect([before, instance()].map(({ inputs }) => inputs["ami"])).toEqual([
      "ami-0123456789abcdef0",
      "ami-newer",
    ]);
    expect(stepsOf(up)).toEqual([
      "create network-nat-image-2",
      "delete network-nat-image-1",
      "replace network-nat-instance",
      "update alarms-nat-credits",
      "update dashboard-promises",
      "update network-nat-status",
    ]);
    expect(await rehearsal.up()).toMatchObject({ failure: "", steps: [] });
  });
});
