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

/** Steps in the order in which the engine began them, without those of the refresh that an `up` may begin with. */
export const stepsOf = (events: readonly EngineEvent[]): Step[] =>
  events.flatMap(({ resourcePreEvent }) => {
    const begun = resourcePreEvent?.metadata;
    return begun === undefined || begun.op === "refresh" || NOT_LOGICAL.includes(begun.op)
      ? []
      : [stepOf(begun)];
  });

/** What a refresh finds, which only its outputs tell: it begins as `refresh` and ends as what it found. */
export const foundByRefresh = (events: readonly EngineEvent[]): Step[] =>
  events.flatMap(({ resOutputsEvent }) => {
    const ended = resOutputsEvent?.metadata;
    return ended === undefined || ["same", "refresh"].includes(ended.op) ? [] : [stepOf(ended)];
  });
