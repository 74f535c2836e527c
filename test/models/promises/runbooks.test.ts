import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alarmsOf } from "../../../models/promises/alarms/alarms-of-tier";
import { FAMILIES } from "../../../models/promises/schema";
import { PROMISES } from "../../../models/promises/table";
import { tiers } from "../../../tiers";

const ROOT = join(__dirname, "../../..");

/** Sections of a page by their anchors, which are their titles. */
function sections(file: string): ReadonlyMap<string, string> {
  const parts = readFileSync(join(ROOT, file), "utf8").split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.split("\n")[0] ?? "", part]));
}

const pages = new Map(FAMILIES.map((family) => [family, `docs/alarms/${family}.md`]));
const expected = [
  ...PROMISES.targets.map(({ id }) => ({ family: "users" as const, id })),
  ...PROMISES.thresholds.filter(({ id }) => id !== "uptime" && id !== "consistency"),
];

test("each family has a page, and each page a family", () => {
  expect(readdirSync(join(ROOT, "docs/alarms")).sort()).toEqual(
    FAMILIES.map((family) => `${family}.md`).sort(),
  );
});

test.each(FAMILIES)(
  "the page of %s has a section for each promise: what it means, what to look at, what to do",
  (family) => {
    const found = sections(pages.get(family) ?? "");
    expect([...found.keys()].sort()).toEqual(
      expected
        .filter((row) => row.family === family)
        .map(({ id }) => id)
        .sort(),
    );
    for (const text of found.values())
      for (const part of ["**What it means.**", "**Look at**", "**Do.**"]) expect(text).toContain(part);
  },
);

test("the text of each alarm of each tier ends with a section that is there", () => {
  for (const tier of tiers)
    for (const alarm of alarmsOf<string>({ tier, hasDomain: true, resolve: (reference) => reference })) {
      const text = alarm.kind === "metric" ? alarm.inputs.alarmDescription : alarm.alarmDescription;
      const [, file = "", anchor = ""] = /Read (docs\/alarms\/\w+\.md)#([a-z-]+)$/.exec(text) ?? [];
      expect({ key: alarm.key, file, isThere: existsSync(join(ROOT, file)) }).toMatchObject({
        isThere: true,
      });
      expect([...sections(file).keys()]).toContain(anchor);
      // CloudWatch takes 1,024 characters (PutMetricAlarm, AlarmDescription).
      expect(text.length).toBeLessThanOrEqual(1_024);
    }
});
