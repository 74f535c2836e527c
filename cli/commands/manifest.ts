import { parseTierName } from "../../tiers";
import type { Result } from "../scale";
import { count, plural, table, tierTitle } from "../table";

/** `scale manifest <tier>`: every resource, sorted by URN. */
export async function manifestCommand(tierText: string): Promise<Result> {
  const tier = parseTierName(tierText);
  // Pulumi's SDK takes half a second to load, so only the commands that record it load it.
  const { dryRun } = await import("../../stacks/dry-run");
  const manifest = await dryRun(tier);
  return {
    json: manifest,
    text: ({ strong, faint }) =>
      [
        strong(
          `Tier ${tierTitle(tier)}: ${plural(manifest.resources.length, "resource")} in ${manifest.region}`,
        ),
        "",
        table(
          manifest.resources.map(({ component, name, type }) => [component ?? "-", name, type]),
          ["left", "left", "left"],
        ),
        "",
        faint(
          `${count(manifest.resources.filter(({ protect }) => protect).length)} of them are protected. Inputs: add --json`,
        ),
        "",
      ].join("\n"),
  };
}
