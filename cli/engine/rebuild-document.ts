import type { RebuiltState } from "../../models/reports/rebuilt-state";
import { list, note, paragraph, section, when, type Document } from "../print/document";
import { plural } from "../print/figures";

type Missing = RebuiltState["notFound"][number];

const line = ({ type, name, why }: Missing): string => `${type} ${name}: ${why}`;

/** What a lost state is, or would be, rebuilt from. */
export function rebuildDocument(report: RebuiltState): Document {
  const { stack, account, region, found, fromSecrets, notFound, onlyInState, adopted, next } = report;
  return {
    title: `State of stack ${stack}, from what is in account ${account}, ${region}`,
    blocks: [
      {
        kind: "facts",
        facts: [
          [
            adopted === null ? "would be taken into the state" : "taken into the state",
            plural(found.length, "object"),
          ],
          ["passwords from Secrets Manager", String(fromSecrets.length)],
          ["not found", String(notFound.length)],
          ["in the lost state alone", String(onlyInState.length)],
        ],
      },
      notFound.length === 0
        ? paragraph("Everything that the program makes is found.")
        : section("Not found; the next up makes it anew", list(notFound.map(line), "tree")),
      ...when(
        onlyInState.length > 0,
        section("In the state alone; the next up makes it anew", list(onlyInState.map(line), "tree")),
      ),
      note(
        adopted === null
          ? "Nothing was changed. Names are taken as they are: whether such an object is there shows when it is read."
          : "Passwords are secrets of the state. Versions of it that the backend has kept from these minutes may hold them in clear: remove those, as docs/recovery.md tells, or renew the passwords: ./scale rotate.",
      ),
      section("Next", list(next, "number")),
    ],
  };
}
