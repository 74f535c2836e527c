import { recordedManifest } from "../../../cli/record/recorded-manifest";
import { ofStack } from "../../../cli/record/subject";
import { InputError } from "../../../tiers";
import { stackFiles } from "../../../cli/read/stack-files";
import { reviewStacks, type AskBase, type StackReview } from "../../../cli/review/review-stacks";
import { makeCheckout, stackText, type Checkout } from "../../support/checkout";

let base: Checkout;
let head: Checkout;
beforeEach(() => {
  base = makeCheckout();
  head = makeCheckout();
});
afterEach(() => {
  base.remove();
  head.remove();
});

const PROD = "stacks/config/Pulumi.prod.yaml";
const T100 = 'scaling-tiers:tier: "100"';
const T500 = 'scaling-tiers:tier: "500"';

/** The other checkout's program is this one, unless a test says otherwise. */
const SAME_PROGRAM: AskBase = () => Promise.resolve(undefined);

async function review(
  old: string | null,
  own: string | null,
  askBase: AskBase = SAME_PROGRAM,
): Promise<StackReview[]> {
  if (old !== null) base.write(PROD, old);
  if (own !== null) head.write(PROD, own);
  return await reviewStacks(stackFiles(base.folder), stackFiles(head.folder), {
    day: "2026-11-29",
    askBase,
  });
}

test("the same values are no change, however they are written", async () => {
  expect(await review(stackText(T100), `# a comment\n${stackText(T100)}`)).toEqual([]);
});

describe("a changed program", () => {
  const OWN_SIZES = stackText(T100, "scaling-tiers:overrides: { postgres: { backupRetentionDays: 8 } }");
  /** What the base made of the same file: of tier 100, without the override. */
  const asTier: AskBase = () => recordedManifest("100");

  test("of a stack with sizes of its own, the base says what it has built", async () => {
    const asked: string[] = [];
    const [one, ...more] = await review(OWN_SIZES, OWN_SIZES, async (stack) => {
      asked.push(stack);
      return await asTier(stack);
    });
    expect([asked, more]).toEqual([["prod"], []]);
    expect(one?.line).toMatchObject({ change: "changed", tierBefore: "100", tierAfter: "100", notes: [] });
    expect(JSON.stringify(one?.upgrade?.report)).toContain("backupRetentionPeriod");
  });

  test("says nothing of a stack that it builds as before, or that is as its tier", async () => {
    base.write(PROD, OWN_SIZES);
    const subject = ofStack("prod", base.folder);
    expect(await review(OWN_SIZES, OWN_SIZES, () => recordedManifest(subject.sizes, subject.config))).toEqual(
      [],
    );
    const plain = stackText(T100);
    expect(await review(plain, plain, () => Promise.reject(new Error("asked")))).toEqual([]);
  });

  test("a base that cannot say what it builds is named, and needs consent", async () => {
    const [one] = await review(OWN_SIZES, OWN_SIZES, () => Promise.reject(new InputError("it is too old")));
    const why = "what a change of the program does to it is not judged: it is too old";
    expect(one).toMatchObject({ line: { notes: [why] }, objections: [why] });
  });
});

test("a new stack has its cost, and needs consent", async () => {
  const [one, ...more] = await review(null, stackText(T500));
  expect(more).toEqual([]);
  expect(one?.line).toMatchObject({
    stack: "prod",
    file: PROD,
    change: "new",
    tierBefore: null,
    tierAfter: "500",
    expectedBeforeMonthlyUsd: null,
    budgetMonthlyUsd: 500,
    worstDowntime: null,
    notes: [],
  });
  expect(one?.objections).toEqual([
    expect.stringMatching(
      /^new, \$\d+\.\d\d a month expected, at most \$\d+\.\d\d of a budget of \$500\.00$/,
    ),
  ]);
});

test("a new stack with the environment of another one says so", async () => {
  const other = stackText(T100, "scaling-tiers:environment: live");
  for (const { write } of [base, head]) write("stacks/config/Pulumi.eu.yaml", other);
  const [one] = await review(null, stackText(T100, "scaling-tiers:environment: live"));
  expect(one?.line.notes).toEqual([
    'has the environment "live" of stack eu: in one account, the budgets and permissions of each count for all of them',
  ]);
});

test("a new stack that breaks mandatory rules says so", async () => {
  const [one] = await review(
    null,
    stackText(T500, "scaling-tiers:overrides: { postgres: { backupRetentionDays: 1 } }"),
  );
  expect(one?.line.notes).toEqual([
    expect.stringMatching(/^breaks mandatory rules, \d violations?: \.\/scale policy --stack prod$/),
  ]);
  expect(one?.objections).toHaveLength(2);
});

test("a stack whose file is gone is no longer under review, which needs consent", async () => {
  const [one] = await review(stackText(T500), null);
  const gone =
    "its file is gone: nobody reviews it any longer, and what it has built stays until pulumi destroy";
  expect(one).toMatchObject({
    line: { change: "removed", tierBefore: "500", tierAfter: null, notes: [gone] },
    objections: [gone],
  });
  expect(one?.line.expectedBeforeMonthlyUsd).toBeGreaterThan(100);
});

test("other values: what they cost and interrupt, and the way back of what changed", async () => {
  const [one] = await review(
    stackText(T100),
    stackText(T100, "scaling-tiers:overrides: { postgres: { multiAz: true } }"),
  );
  const { line, upgrade } = one ?? {};
  expect(line).toMatchObject({ change: "changed", tierBefore: "100", tierAfter: "100", notes: [] });
  expect((line?.expectedAfterMonthlyUsd ?? 0) - (line?.expectedBeforeMonthlyUsd ?? 0)).toBeGreaterThan(5);
  expect(line?.irreversibleSteps).toBe(upgrade?.report.oneWayDoors.length);
  const ups = upgrade?.report.phases.filter(({ kind }) => kind === "up") ?? [];
  expect(ups.map(({ commands }) => commands)).toEqual([["pulumi preview", "pulumi up"]]);
  expect(ups[0]?.rollback).toBe("Take the change back (git revert), then pulumi up.");
});

test("another tier without its phases: the report has them, and pulumi up refuses it", async () => {
  const [one] = await review(stackText(T100), stackText(T500));
  expect(one?.line).toMatchObject({
    tierBefore: "100",
    tierAfter: "500",
    notes: [
      'pulumi up refuses it as it stands, tier: given "500", but the stack has reached tier 100; its phases are taken one by one, as the report below says',
    ],
  });
  expect(one?.upgrade?.report.phases.filter(({ kind }) => kind === "up")).toHaveLength(3);
});

test("another tier in one up, because its file says so", async () => {
  const [one] = await review(stackText(T100), stackText(T500, "scaling-tiers:allowUnphasedStep: true"));
  expect(one?.line.notes).toEqual([]);
  const ups = one?.upgrade?.report.phases.filter(({ kind }) => kind === "up") ?? [];
  expect(ups.map(({ commands }) => commands)).toEqual([["pulumi preview", "pulumi up"]]);
});

test("the first phase of a step is one up that nothing refuses", async () => {
  const [one] = await review(
    stackText(T100),
    stackText(T500, "scaling-tiers:phase: { from: '100', name: move }"),
  );
  expect(one?.line.notes).toEqual([]);
  expect(one?.upgrade?.report.phases.filter(({ kind }) => kind === "up")).toHaveLength(1);
});

test("what is fixed for the life of a stack says so, and needs consent", async () => {
  const [one] = await review(
    stackText(T100, "scaling-tiers:environment: prod"),
    stackText(T100, "scaling-tiers:environment: live"),
  );
  const why = 'pulumi up refuses it, environment: given "live"; it is fixed for the life of a stack';
  expect(one?.line.notes).toEqual([why]);
  expect(one?.objections).toEqual([why]);
});

test("values that the program refuses are not judged, in the stack's own name", async () => {
  const [one] = await review(stackText(T100), stackText(T100, "scaling-tiers:overrides: { users: 0 }"));
  const why =
    'not judged, because The tier of stack "prod" is refused, 1 problem:\n  users: given 0; allowed: at least 1';
  expect(one).toEqual({
    line: expect.objectContaining({ change: "notJudged", notes: [why] }) as unknown,
    objections: [why],
  });
});

test("what cannot be known closes the gate although it has not changed", async () => {
  const text = `environment: [prod]\n${stackText(T100)}`;
  const [one] = await review(text, text);
  expect(one?.objections).toEqual([
    "not judged, because it takes values from prod of Pulumi ESC, which are not in the repository",
  ]);
});

test("an encrypted value that is another is named, and needs consent; one that stays is not", async () => {
  const secret = (name: string): string => stackText(T100, `scaling-tiers:budgetOwner: { secure: ${name} }`);
  expect(await review(secret("AAAB"), secret("AAAB"))).toEqual([]);
  const [one] = await review(secret("AAAB"), secret("AAAC"));
  const why = "encrypted, so what its change does is not judged: scaling-tiers:budgetOwner";
  expect(one?.line.notes).toEqual([why]);
  expect(one?.objections).toEqual([why]);
});

test("another project's stack is named only when it changes", async () => {
  for (const { write } of [base, head]) {
    write("web/Pulumi.yaml", "name: web\n");
    write("web/Pulumi.prod.yaml", "config: {}\n");
  }
  expect(await review(null, null)).toEqual([]);
  head.write("web/Pulumi.prod.yaml", "config: { a:b: c }\n");
  const [one] = await review(null, null);
  expect(one?.line.stack).toBe("web/Pulumi.prod.yaml");
  expect(one?.objections).toEqual([
    "not judged, because it belongs to the Pulumi project in web: review it there",
  ]);
});
