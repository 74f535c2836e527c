import type { Manifest } from "../../models/manifest/manifest";
import { parseTierName } from "../../tiers";
import { recordedManifest } from "../record/recorded-manifest";
import type { Result, Style } from "../print/style";
import { count, plural, table, tierTitle } from "../print/table";

/** The manifest as a person reads it: one line a resource, without inputs. */
export function manifestText({ tier, region, resources }: Manifest, { strong, faint }: Style): string {
  return [
    strong(
      `Tier ${tierTitle(tier)}: ${plural(resources.length, "resource")} in ${region}, components included`,
    ),
    "",
    table(
      resources.map(({ component, name, type }) => [component ?? "-", name, type]),
      ["left", "left", "left"],
    ),
    "",
    faint(
      `${count(resources.filter(({ protect }) => protect).length)} of them are protected. Inputs: add --json`,
    ),
    "",
  ].join("\n");
}

/** `scale manifest <tier>`: every resource, sorted by URN. */
export async function manifestCommand(tierText: string): Promise<Result> {
  const tier = parseTierName(tierText);
  const manifest = await recordedManifest(tier);
  return { json: manifest, text: (style) => manifestText(manifest, style) };
}
