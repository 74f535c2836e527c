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

/** Steps in the order in which the engine began them, by its events. What a refresh finds, only its outputs tell. */
export function stepsOf(events: readonly EngineEvent[]): Step[] {
  return events.flatMap(({ resourcePreEvent, resOutputsEvent }) => {
    const begun = resourcePreEvent?.metadata;
    if (begun !== undefined && begun.op !== "refresh" && !NOT_LOGICAL.includes(begun.op))
      return [stepOf(begun)];
    const ended = resOutputsEvent?.metadata;
    // A refresh begins as `refresh` and ends as what it found: `same`, `update` or `delete`.
    if (ended !== undefined && events.some(isRefreshOf(ended.urn)) && !["same", "refresh"].includes(ended.op))
      return [stepOf(ended)];
    return [];
  });
}

const isRefreshOf =
  (urn: string) =>
  ({ resourcePreEvent }: EngineEvent): boolean =>
    resourcePreEvent?.metadata.op === "refresh" && resourcePreEvent.metadata.urn === urn;
