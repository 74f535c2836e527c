import { commentOf, COMMENT_MAX } from "../../../cli/print/comment";
import { list, paragraph, section, type Document } from "../../../cli/print/document";
import { markdownOf } from "../../../cli/print/markdown-printer";
import { reviewDocument } from "../../../cli/review/review-document";
import { upgradeCommand } from "../../../cli/upgrade/upgrade-command";
import { reviewOf } from "../../../models/reports/review";
import { upgradeSchema } from "../../../models/upgrade/report";

const text = (letter: string, length: number): string => letter.repeat(length);

const DOCUMENT: Document = {
  title: "A review",
  blocks: [
    paragraph("the verdict"),
    section("First", paragraph(text("a", 40))),
    section("Second", paragraph("kept"), section("Inner", paragraph(text("b", 200)))),
    { kind: "details", summary: "Third", blocks: [paragraph(text("c", 200))] },
  ],
};

const note = (names: string): string =>
  `Left out, because a comment holds 65,536 characters: ${names}. All of it: the same command without --markdown.\n`;

test("what fits is whole", () => {
  expect(commentOf(DOCUMENT)).toBe(markdownOf(DOCUMENT));
});

test("sections go from the end, the smallest first, and are named", () => {
  expect(commentOf(DOCUMENT, 560)).toBe(
    markdownOf({ ...DOCUMENT, blocks: DOCUMENT.blocks.slice(0, 3) }) + `\n${note("Third")}`,
  );
  const second = commentOf(DOCUMENT, 300);
  expect(second).toContain("#### Second\n\nkept\n");
  expect(second.endsWith(note("Second, Inner; Third"))).toBe(true);
  expect(second.length).toBeLessThanOrEqual(300);
});

test("what has no sections is cut at the end of a line", () => {
  const items = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  const cut = commentOf({ title: "Long", blocks: [list(items)] }, 500);
  expect(cut.length).toBeLessThanOrEqual(500);
  expect(cut).toMatch(/- line \d+\n\nLeft out, because a comment holds 65,536 characters: the end of this\./);
});

test("a review of twenty stacks fits, with every verdict and every stack's line", async () => {
  const report = upgradeSchema.parse((await upgradeCommand("2k", "5k", {})).json);
  const names = Array.from({ length: 20 }, (_, index) => `stack-${index}`);
  const review = reviewOf(
    {
      costs: [],
      upgrades: names.map((stack) => ({ stack, report })),
      stacks: names.map((stack) => ({
        stack,
        file: `stacks/config/Pulumi.${stack}.yaml`,
        change: "changed",
        tierBefore: "2k",
        tierAfter: "5k",
        expectedBeforeMonthlyUsd: 1000,
        expectedAfterMonthlyUsd: 2000,
        ceilingAfterMonthlyUsd: 2500,
        budgetMonthlyUsd: 3000,
        worstDowntime: report.totals.worstDowntime,
        irreversibleSteps: report.oneWayDoors.length,
        notes: [],
      })),
      gate: names.map((stack) => `stack ${stack}, it cannot be undone`),
    },
    1,
  );
  const document = reviewDocument(review);
  expect(markdownOf(document).length).toBeGreaterThan(65_536);
  const comment = commentOf(document);
  expect(comment.length).toBeLessThanOrEqual(COMMENT_MAX);
  for (const stack of names) {
    expect(comment).toContain(`| ${stack} `);
    expect(comment).toContain(`- stack ${stack}, it cannot be undone`);
  }
  expect(comment).toContain("#### Stack stack-0");
  expect(comment).toMatch(/Left out, because a comment holds 65,536 characters: .*Stack stack-19/);
  // What is folded away is closed again.
  expect(comment.match(/<details>/g)?.length).toBe(comment.match(/<\/details>/g)?.length);
});
