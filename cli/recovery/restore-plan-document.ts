import type { RestorePlan } from "../../models/upgrade/restore";
import { note, type Document, type Section } from "../print/document";
import { usd } from "../print/figures";
import { phaseSection } from "../upgrade/phase-section";
import { downtimeText, range } from "../upgrade/words";

type Phase = RestorePlan["phases"][number];

/** A phase, with what it interrupts and risks before its commands. */
export function restoreSection(phase: Phase): Section {
  const section = phaseSection(phase);
  const { downtime, atRisk, creates, deletes } = phase;
  const facts: (readonly [string, string])[] = [
    ["downtime", downtimeText(downtime)],
    ...(atRisk === "" ? [] : [["data at risk", atRisk] as const]),
    ...(creates.length === 0 ? [] : [["creates", creates.join(", ")] as const]),
    ...(deletes.length === 0 ? [] : [["deletes", deletes.join(", ")] as const]),
  ];
  return { ...section, blocks: [{ kind: "facts", facts }, ...section.blocks] };
}

/** How a database shard is brought back from a backup. */
export const restorePlanDocument = (
  { shard, generation, source, former, restored, extraUsdPerDay, phases, ...plan }: RestorePlan,
  subject: string,
): Document => ({
  title: `${subject}: ${shard} restored, generation ${generation}`,
  blocks: [
    {
      kind: "facts",
      facts: [
        [
          "from",
          source.snapshot === null
            ? `${source.time ?? ""}${source.automatedBackupArn === null ? ` of ${former}` : ` of ${source.automatedBackupArn}`}`
            : `snapshot ${source.snapshot}`,
        ],
        ["instances", `${restored} in place of ${former}`],
        [
          "until it serves",
          `${range(plan.minutesUntilServingMin, plan.minutesUntilServingMax, "minutes")}, checks by hand not counted`,
        ],
        ["while both run", `${usd(extraUsdPerDay)} a day more`],
      ],
    },
    ...phases.map(restoreSection),
    note(
      "The values stay in the configuration: they say which instance serves. The next restore is another generation. Other losses: docs/disaster-recovery.md.",
    ),
  ],
});
