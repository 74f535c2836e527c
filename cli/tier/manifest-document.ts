import type { Manifest } from "../../models/manifest/manifest";
import { note, table, type Document } from "../print/document";
import { count, plural, tierTitle } from "../print/figures";

/**
 * One line a resource, without inputs.
 * @param title whose manifest it is
 */
export const manifestDocument = (
  { tier, region, resources }: Manifest,
  title = `Tier ${tierTitle(tier)}`,
): Document => ({
  title: `${title}: ${plural(resources.length, "resource")} in ${region}, components included`,
  blocks: [
    {
      ...table(
        ["component", "name", "type"],
        resources.map(({ component, name, type }) => [component ?? "-", name, type]),
      ),
      isHeadless: true,
    },
    note(
      `${count(resources.filter(({ protect }) => protect).length)} of them are protected. Inputs: add --json`,
    ),
  ],
});
