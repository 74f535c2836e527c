import { nameOfUrn } from "../../models/manifest/urn";
import type { UpgradeReport } from "../../models/upgrade/report";
import { list, paragraph, section, when, type Block, type Section, type Text } from "../print/document";
import { asCode, merged } from "./merged";

/** `update postgres-shard-0-primary (instanceClass): The tiers do not change it.` */
const driftText = ({ urn, operation, properties, why }: UpgradeReport["drift"][number]): Text => [
  `${operation} `,
  { code: nameOfUrn(urn) },
  `${properties.length === 0 ? "" : ` (${properties.join(", ")})`}: ${why}`,
];

/** What to do about sizes that cannot shrink. */
const keepSizes = ({ keep, from, to }: UpgradeReport): readonly Block[] =>
  when(
    keep.length > 0,
    paragraph(
      `Keep ${keep.map(({ field, value }) => `${field} at ${value}`).join(", ")}, and see what that comes to:`,
    ),
    {
      kind: "commands",
      language: "sh",
      lines: [{ command: `./scale upgrade ${from} ${to} --keep-sizes` }],
    },
  );

/** What has to be read before anything is done. */
export function warnings(report: UpgradeReport): Section[] {
  const { blocked, oneWayDoors, drift } = report;
  const warning = (title: string, ...blocks: readonly Block[]): Section => ({
    ...section(title, ...blocks),
    isWarning: true,
  });
  return [
    ...(blocked.length === 0
      ? []
      : [
          warning(
            "Cannot be done as asked",
            list(
              blocked.map(({ urn, why }) => [{ code: nameOfUrn(urn) }, `: ${why}`]),
              "tree",
            ),
            ...keepSizes(report),
          ),
        ]),
    ...(oneWayDoors.length === 0
      ? []
      : [
          warning(
            "Irreversible: no rollback undoes this",
            list(
              merged(
                oneWayDoors,
                ({ urn }) => nameOfUrn(urn),
                ({ what }) => what,
              ).map(([names, what]) => [...asCode(names), `: ${what}`]),
              "tree",
            ),
          ),
        ]),
    ...(drift.length === 0
      ? []
      : [
          warning(
            "What the tiers do not explain (drift, overrides, settings)",
            list(drift.map(driftText), "tree"),
          ),
        ]),
  ];
}
