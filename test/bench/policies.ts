import { recordedManifest } from "../../cli/record/recorded-manifest";
import { textTable } from "../../cli/print/text-table";
import { RULES } from "../../policies/all-rules";
import { evaluate } from "../../policies/evaluate";
import { enlarged } from "../support/enlarged";
import { timed } from "./programs";
import { median } from "./statistics";

/** Resources of the stacks that are judged; the first is the largest tier as it is. */
const SIZES = [0, 1_000, 5_000];
/** Milliseconds for each 1,000 resources. */
const TARGET_MS = 1_000;

/**
 * All rules on the largest tier, and on stacks many times as large.
 * @param count of the sizes
 */
export async function policies(rounds: number, count = SIZES.length): Promise<void> {
  const { resources, spec, region } = await recordedManifest("20k");
  const rows: string[][] = [];
  for (const size of SIZES.slice(0, count)) {
    const stack = enlarged(resources, size);
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      times.push(
        await timed(() => {
          // Other objects each time: what is known of those before does not help.
          const fresh = stack.map((resource) => ({ ...resource }));
          evaluate(RULES, fresh, { tier: spec, region });
          return Promise.resolve();
        }),
      );
    const ms = median(times);
    rows.push([
      String(stack.length),
      `${ms.toFixed(0)} ms`,
      `${((ms * 1_000) / stack.length).toFixed(0)} ms`,
    ]);
  }
  console.log(
    `All policies on stacks of one size after the other (target ${TARGET_MS} ms for each 1,000 resources):`,
  );
  console.log(textTable(rows, ["right", "right", "right"], ["resources", "judged in", "for each 1,000"]));
  console.log("");
}
