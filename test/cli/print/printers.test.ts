import { section, list, note, paragraph, table, when, type Document } from "../../../cli/print/document";
import { htmlOf } from "../../../cli/print/html-printer";
import { markdownOf } from "../../../cli/print/markdown-printer";
import { PLAIN, TERMINAL } from "../../../cli/print/style";
import { textOf } from "../../../cli/print/text-printer";

/** Every kind of block once, with what each form has to take care of. */
const SAMPLE: Document = {
  title: "A report",
  blocks: [
    paragraph("What it is about: <everything>."),
    {
      kind: "facts",
      facts: [
        ["cost a month", "+$239"],
        [
          "resources",
          "a value that is longer than the room beside its term, and therefore goes on below itself",
        ],
      ],
    },
    table(
      ["line", ">amount"],
      [
        ["a|b", "$1"],
        [[{ strong: "all" }], "$12"],
      ],
    ),
    { ...table(["name", "meaning"], [["floor", "no use"]]), isHeadless: true },
    {
      ...section("To be read first", list([[{ code: "db*" }, ": it goes"], "nothing else"], "tree")),
      isWarning: true,
    },
    {
      ...section(
        "Phase 1",
        {
          ...paragraph("the first of two, which is told in so many words that it takes yet another line"),
          label: "why",
        },
        {
          kind: "commands",
          language: "sh",
          lines: [{ command: "pulumi up" }, { command: "pulumi preview", expected: "no changes" }],
        },
        list(["one", "two"], "number"),
      ),
      aside: "2 minutes",
    },
    {
      kind: "groups",
      groups: [
        { title: "App", aside: "2 pods", items: ["web", "workers"] },
        { title: "CDN", items: ["CloudFront"] },
      ],
    },
    section(
      "Sources",
      list([[{ link: "Kubernetes", url: "https://example.com/?a=1&b=2" }, ", the calendar"]]),
    ),
    {
      kind: "details",
      summary: "More",
      blocks: [section("Inside", paragraph("An inner part."))],
    },
    ...when(false, paragraph("never")),
    note("One note."),
    note("Another."),
  ],
};

test("as text, 80 columns wide but for commands", () => {
  expect(textOf(SAMPLE, PLAIN)).toBe(`A report
What it is about: <everything>.

cost a month  +$239
resources     a value that is longer than the room beside its term, and
              therefore goes on below itself

line  amount
a|b       $1
all      $12

floor  no use

To be read first
├─ db*: it goes
└─ nothing else

Phase 1 (2 minutes)
why: the first of two, which is told in so many words that it takes yet another
  line
  pulumi up
  pulumi preview
    → no changes
  1. one
  2. two

App (2 pods)
├─ web
└─ workers
CDN
└─ CloudFront

Sources
- Kubernetes, the calendar

More
Inside
An inner part.

One note.
Another.
`);
});

test("a terminal gets emphasis, and breaks its lines at the same words", () => {
  const text = textOf(SAMPLE, TERMINAL);
  // eslint-disable-next-line no-control-regex -- these are the codes of emphasis
  expect(text.replaceAll(/\u001b\[\d+m/g, "")).toBe(textOf(SAMPLE, PLAIN));
  expect(text).toContain("\u001b[1mPhase 1\u001b[22m \u001b[2m(2 minutes)\u001b[22m\n");
  expect(text).toContain("\u001b[1mline\u001b[22m  \u001b[1mamount\u001b[22m\n");
});

test("as Markdown, escaped", () => {
  expect(markdownOf(SAMPLE)).toBe(`### A report

What it is about: &lt;everything>.

- **cost a month**: +$239
- **resources**: a value that is longer than the room beside its term, and therefore goes on below itself

| line    | amount |
| ------- | -----: |
| a\\|b    |     $1 |
| **all** |    $12 |

| name  | meaning |
| ----- | ------- |
| floor | no use  |

#### To be read first

- \`db*\`: it goes
- nothing else

#### Phase 1 (2 minutes)

**why:** the first of two, which is told in so many words that it takes yet another line

\`\`\`sh
pulumi up
pulumi preview
# → no changes
\`\`\`

1. one
2. two

**App** (2 pods)

- web
- workers

**CDN**

- CloudFront

#### Sources

- [Kubernetes](https://example.com/?a=1&b=2), the calendar

<details><summary>More</summary>

#### Inside

An inner part.

</details>

One note.

Another.
`);
});

test("as HTML, escaped", () => {
  expect(htmlOf(SAMPLE).text).toBe(`<h1>A report</h1>
<p>What it is about: &lt;everything&gt;.</p>
<dl class="facts"><div><dt>cost a month</dt><dd>+$239</dd></div><div><dt>resources</dt><dd>a value that is longer than the room beside its term, and therefore goes on below itself</dd></div></dl>
<div class="scroll" tabindex="0" role="region" aria-label="line, amount"><table><thead><tr><th scope="col">line</th><th scope="col">amount</th></tr></thead><tbody>
<tr><th scope="row">a|b</th><td>$1</td></tr>
<tr><th scope="row"><strong>all</strong></th><td>$12</td></tr>
</tbody></table></div>
<div class="scroll" tabindex="0" role="region" aria-label="name, meaning"><table><thead><tr><th scope="col">name</th><th scope="col">meaning</th></tr></thead><tbody>
<tr><th scope="row">floor</th><td>no use</td></tr>
</tbody></table></div>
<section class="stop"><h2>To be read first</h2>
<ul><li><code>db*</code>: it goes</li><li>nothing else</li></ul>
</section>
<section><h2>Phase 1 (2 minutes)</h2>
<p><strong>why:</strong> the first of two, which is told in so many words that it takes yet another line</p>
<div class="command"><pre><code>pulumi up</code></pre><button type="button" hidden aria-label="Copy: pulumi up">Copy</button></div>
<div class="command"><pre><code>pulumi preview</code></pre><button type="button" hidden aria-label="Copy: pulumi preview">Copy</button></div><p class="expected">Expected: no changes</p>

<ol><li>one</li><li>two</li></ol>
</section>
<h2>App (2 pods)</h2><ul><li>web</li><li>workers</li></ul>
<h2>CDN</h2><ul><li>CloudFront</li></ul>

<section><h2>Sources</h2>
<ul><li><a href="https://example.com/?a=1&amp;b=2">Kubernetes</a>, the calendar</li></ul>
</section>
<details><summary>More</summary>
<section><h2>Inside</h2>
<p>An inner part.</p>
</section>
</details>
<p class="note">One note.</p>
<p class="note">Another.</p>
`);
});

test("a document without a title begins with its first block", () => {
  const untitled: Document = { blocks: [section("One", paragraph("a")), section("Two", paragraph("b"))] };
  expect(textOf(untitled, PLAIN)).toBe("One\na\n\nTwo\nb\n");
  expect(markdownOf(untitled, 2)).toBe("## One\n\na\n\n## Two\n\nb\n");
});

test("code of Markdown may hold backticks", () => {
  expect(markdownOf({ blocks: [paragraph([{ code: "a `b`" }, " and `c`"])] })).toBe(
    "`` a `b` `` and \\`c\\`\n",
  );
});

describe("on a narrow terminal", () => {
  const linesAt = (columns: number): string[] => textOf(SAMPLE, { ...PLAIN, columns }).split("\n");
  /** A word that is longer than the terminal has to stand somewhere. */
  const isLong = (line: string, columns: number): boolean =>
    line.length > columns && line.trim().split(" ").length > 2;

  test.each([20, 30, 40, 60, 79])("of %i columns lines end between words", (columns) => {
    const commands = ["pulumi preview"];
    expect(
      linesAt(columns).filter(
        (line) => isLong(line, columns) && !commands.some((word) => line.includes(word)),
      ),
    ).toEqual([]);
  });

  test("a table that does not fit is printed row by row, with the titles of its columns", () => {
    const wide: Document = {
      blocks: [table(["line", ">amount", "why"], [["postgres", "$12", "the database and its replica"]])],
    };
    expect(textOf(wide, { ...PLAIN, columns: 24 })).toBe(
      ["postgres", "  amount: $12", "  why: the database", "    and its replica", ""].join("\n"),
    );
    const asUsual = textOf(wide, PLAIN);
    expect(textOf(wide, { ...PLAIN, columns: 60 })).toBe(asUsual);
  });

  test("a value stands below a term that leaves it no room", () => {
    const facts: Document = { blocks: [{ kind: "facts", facts: [["cost a month", "+$239 expected"]] }] };
    expect(textOf(facts, { ...PLAIN, columns: 24 })).toBe("cost a month\n  +$239 expected\n");
  });

  test("a wide one changes nothing", () => {
    expect(textOf(SAMPLE, { ...PLAIN, columns: 200 })).toBe(textOf(SAMPLE, PLAIN));
  });
});
