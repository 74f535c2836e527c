import { nameOfUrn } from "../models/manifest/urn";
import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** One operation of the engine on one resource. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** `create`, `update`, `delete`, `replace`, `refresh`, … as the engine names it. */
  readonly operation: string;
  /** Top-level inputs that differ. */
  readonly diffs: readonly string[];
  /** Every path that differs, and how. */
  readonly detailedDiff: Readonly<Record<string, string>>;
  /** Inputs that force the replacement. */
  readonly replacedFor: readonly string[];
  /** It stays in the cloud when the engine deletes it from the state. */
  readonly isRetained: boolean;
}

/** A replacement comes as three events; only `replace` is the logical one. */
const NOT_LOGICAL = ["same", "create-replacement", "delete-replaced", "discard-replaced"];

function stepOf({ urn, type, op, diffs, detailedDiff, keys, old }: StepEventMetadata): Step {
  return {
    urn,
    type,
    name: nameOfUrn(urn),
    operation: op,
    diffs: diffs ?? [],
    detailedDiff: Object.fromEntries(
      Object.entries(detailedDiff ?? {}).map(([path, { diffKind }]) => [path, diffKind]),
    ),
    replacedFor: keys ?? [],
    isRetained: (old as { retainOnDelete?: boolean } | undefined)?.retainOnDelete === true,
  };
}

/** What an operation did, and what the refresh before it, or the operation itself if it is one, found. */
export interface StepsAndDrift {
  /** In the order in which the engine began them. */
  readonly steps: readonly Step[];
  /** What stands otherwise in the cloud than in the state; an `update` whose paths a program would put back. */
  readonly drift: readonly Step[];
}

/** Reads the engine's events. What a refresh finds, only its outputs tell: it begins as `refresh` and ends as what it found. */
export function stepsAndDrift(events: readonly EngineEvent[]): StepsAndDrift {
  const steps: Step[] = [];
  const drift: Step[] = [];
  /** URNs whose last beginning was that of a refresh. */
  const refreshing = new Set<string>();
  for (const { resourcePreEvent, resOutputsEvent } of events) {
    const begun = resourcePreEvent?.metadata;
    if (begun?.op === "refresh") refreshing.add(begun.urn);
    else if (begun !== undefined) {
      refreshing.delete(begun.urn);
      if (!NOT_LOGICAL.includes(begun.op)) steps.push(stepOf(begun));
    }
    const ended = resOutputsEvent?.metadata;
    if (ended !== undefined && refreshing.has(ended.urn) && !["same", "refresh"].includes(ended.op))
      drift.push(stepOf(ended));
  }
  return { steps, drift };
}
