import { stepProblem, type PhaseName, type StackPosition } from "../../tiers";

const whole = (tier: StackPosition["tier"]): StackPosition => ({ tier, phase: null });
const between = (name: PhaseName, tier: StackPosition["tier"] = "500"): StackPosition => ({
  tier,
  phase: { from: "100", name },
});
const problem = (at: StackPosition, wanted: StackPosition) => stepProblem(at, wanted, {}, "prod");

test.each<[string, StackPosition, StackPosition]>([
  ["the same tier", whole("100"), whole("100")],
  ["the first phase", whole("100"), between("move")],
  ["the same phase once more", between("move"), between("move")],
  ["the next phase", between("move"), between("finish")],
  ["the last phase, by its name", between("finish"), between("settle")],
  ["the last phase, without a name", between("finish"), whole("500")],
  ["no phase after the last one", between("settle"), whole("500")],
  ["back to the tier it comes from", between("move"), whole("100")],
  ["back to the phase before", between("finish"), between("move")],
  ["back from the whole tier to the phase before its last", whole("500"), between("finish")],
  ["a phase that is not noted, at the same tier", { tier: "500" }, whole("500")],
  ["a phase that is not noted, on the way", { tier: "100" }, between("finish")],
  ["a phase that this program does not have", between("prepare"), whole("2k")],
])("lets a stack go on: %s", (_name, at, wanted) => {
  expect(problem(at, wanted)).toBeUndefined();
});

const SEE_ALL = [
  "  All phases, and what is to be done between them: ./scale upgrade 100 500",
  "  To take the step in one `up` all the same: pulumi config set allowUnphasedStep true",
];

test("refuses a changed tier without its phases, with the commands of the first one", () => {
  expect(problem(whole("100"), whole("500"))).toEqual({
    path: "tier",
    given: '"500", but the stack has reached tier 100',
    allowed: [
      "phase move of move, finish, settle, each of them an `up` of its own:",
      "    pulumi config set tier 500",
      "    pulumi config set --path phase.from 100",
      "    pulumi config set --path phase.name move",
      "    pulumi preview",
      "    pulumi up",
      ...SEE_ALL,
    ].join("\n"),
  });
});

test("refuses the same of a stack whose last release noted no phase", () => {
  expect(problem({ tier: "100" }, whole("500"))?.given).toBe('"500", but the stack has reached tier 100');
});

test("refuses to leave out a phase", () => {
  expect(problem(between("move"), whole("500"))).toEqual({
    path: "tier",
    given: '"500", but the stack is on the way from tier 100 to tier 500, after phase move',
    allowed: [
      "phase finish of move, finish, settle, each of them an `up` of its own:",
      "    pulumi config set tier 500",
      "    pulumi config set --path phase.from 100",
      "    pulumi config set --path phase.name finish",
      "    pulumi preview",
      "    pulumi up",
      "  or back: pulumi config set tier 100, pulumi config rm phase",
      ...SEE_ALL,
    ].join("\n"),
  });
  expect(problem(whole("100"), between("finish"))).toMatchObject({
    path: "phase.name",
    given: '"finish", but the stack has reached tier 100',
  });
});

test("refuses to leave a way in its middle for another one", () => {
  expect(problem(between("move"), whole("2k"))).toMatchObject({
    path: "tier",
    given: '"2k", but the stack is on the way from tier 100 to tier 500, after phase move',
  });
  expect(problem(between("finish"), { tier: "2k", phase: { from: "500", name: "move" } })).toMatchObject({
    path: "phase.name",
    allowed: expect.stringContaining(
      "or back: pulumi config set tier 500, pulumi config set --path phase.from 100, pulumi config set --path phase.name move\n",
    ) as string,
  });
});

test("refuses a step from a tier that the stack is not at", () => {
  expect(problem(whole("2k"), between("move"))).toEqual({
    path: "phase.from",
    given: '"100", but the stack has reached tier 2k',
    allowed: "2k; set it with: pulumi config set --path phase.from 2k",
  });
});
