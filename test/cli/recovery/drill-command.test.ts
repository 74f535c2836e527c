import { drillCommand } from "../../../cli/recovery/drill-command";
import { PLAIN } from "../../../cli/print/style";
import { drillSchema } from "../../../models/recovery/drill";
import { runScale } from "../../support/run-scale";

test("tier 500: one job from the schedule's template, with what to look at when it has ended", async () => {
  const result = await drillCommand("500", {});
  const drill = drillSchema.parse(result.json);
  expect(drill.commands[1]).toContain(
    "create job restore-drill-now --from=cronjob/restore-drill --dry-run=client -o yaml | kubectl set env --local -f - EVERY_DAYS=0",
  );
  expect(drill.minutesMax).toBeGreaterThan(drill.minutesMin);
  expect(result.text(PLAIN)).toMatch(/^Tier 500: a backup is tried out\n/);
});

test("a tier that has none, in one line and with exit code 2", async () => {
  const { code, stdout, stderr } = await runScale("drill", "100");
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr:
      'Tier 100 has no drills: operations.restoreDrill is "off". Switch them on: pulumi config set --path overrides.operations.restoreDrill monthly, then pulumi up.\n',
  });
});
