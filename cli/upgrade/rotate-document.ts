import type { RotationReport } from "../../models/upgrade/rotation";
import type { Rotated } from "../../tiers";
import { note, type Document } from "../print/document";
import { phaseSection } from "./phase-section";

export const SERVICE_TITLES: Readonly<Record<Rotated, string>> = {
  postgres: "Postgres",
  valkey: "Valkey",
  qdrant: "Qdrant",
};

const generationText = (generation: number): string =>
  generation === 0 ? "RDS's master user" : `generation ${generation}`;

/** How the passwords or keys of a service are renewed. */
export const rotateDocument = ({ service, from, to, downtime, phases }: RotationReport): Document => ({
  title: `${SERVICE_TITLES[service]} from ${generationText(from)} to generation ${to}`,
  blocks: [
    { kind: "facts", facts: [["downtime", downtime]] },
    ...phases.map(phaseSection),
    note(
      "One generation after another: the one in use stays valid beside the next. docs/rotation.md says when, and what a restore brings back.",
    ),
  ],
});
