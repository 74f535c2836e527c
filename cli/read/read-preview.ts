import {
  enginePreviewSchema,
  stacksOf,
  tiersOf,
  type EnginePreview,
} from "../../models/upgrade/engine-preview";
import { InputError, problemsOf, TIER_NAMES, type TierName } from "../../tiers";
import { isRecord } from "../../models/manifest/values";
import { jsonLines } from "./json-lines";
import { parseJson, refuseUnusable } from "./read-json";
import { readText } from "./read-text";

/** The preview of a running stack, and the tiers it goes between. */
export interface LivePreview {
  readonly preview: EnginePreview;
  readonly from: TierName;
  readonly to: TierName;
}

const WRITE_IT = "Write it with: pulumi preview --json > preview.json";

/** What the CLI says beside its JSON when a preview failed, where both went into one file. */
function refuseFailure(text: string, file: string): void {
  const said = /^\s*error: (.+)$/m.exec(text)?.[1];
  if (said !== undefined) throw new InputError(`The preview in ${file} failed: ${said.trim()}`);
}

const isPreview = (value: unknown): boolean => isRecord(value) && "steps" in value;
const isEvent = (value: unknown): boolean => isRecord(value) && "sequence" in value && "timestamp" in value;

/** The preview in a file; messages of the CLI and of its plugins may stand around it, on lines of their own. */
function found(text: string, file: string): unknown {
  const title = `The preview ${file}`;
  const { objects, around, isCut } = jsonLines(text);
  for (const object of objects) refuseUnusable(object, title);
  const previews = objects.filter(isPreview);
  if (previews.length > 1)
    throw new InputError(`${file} holds ${previews.length} previews. Write one file for each stack.`);
  refuseFailure(around, file);
  if (previews.length === 1) return previews[0];
  if (isCut) throw new InputError(`${title} is cut off after ${text.length} characters. ${WRITE_IT}`);
  if (objects.length > 0 && objects.every(isEvent))
    throw new InputError(
      `${file} holds the engine's events, one a line, and no preview. Unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW. ${WRITE_IT}`,
    );
  if (objects.length === 0)
    throw new InputError(`${title} is not JSON: it has only messages of the CLI. ${WRITE_IT}`);
  return objects[0];
}

function parsed(text: string, file: string): unknown {
  return parseJson(text, `The preview ${file}`, () => found(text, file));
}

function demandPreview(value: unknown, file: string): EnginePreview {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (keys.includes("deployment"))
    throw new InputError(`${file} is a state, as pulumi stack export writes it, not a preview. ${WRITE_IT}`);
  if (!keys.includes("steps"))
    throw new InputError(`${file} is not what pulumi preview --json prints: it has no steps. ${WRITE_IT}`);
  const checked = enginePreviewSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new InputError(
    `${file} is not what pulumi preview --json prints:`,
    problemsOf(enginePreviewSchema, value, checked.error.issues).slice(0, 5),
  );
}

function only(names: readonly TierName[], file: string, when: string): TierName {
  const [name, ...more] = names;
  if (name !== undefined && more.length === 0) return name;
  throw new InputError(
    name === undefined
      ? `No object in ${file} carries a tier ${when} the step (tag scaling-tier, one of ${TIER_NAMES.join(", ")}). Bring the stack up first.`
      : `The objects in ${file} carry more than one tier ${when} the step: ${names.join(", ")}. An up was interrupted: finish it first.`,
  );
}

/**
 * Reads what `pulumi preview --json` wrote for a stack of this program.
 * @throws InputError when it is no preview, is cut off, failed, or is of another project
 */
export function readPreview(file: string, project: string): LivePreview {
  const preview = demandPreview(parsed(readText(file, "the preview"), file), file);
  const failure = preview.diagnostics?.find(({ severity }) => severity === "error");
  if (failure !== undefined)
    throw new InputError(`The preview in ${file} failed: ${failure.message.trim().split("\n")[0] ?? ""}`);
  const { projects, stacks } = stacksOf(preview);
  if (projects.length !== 1 || projects[0] !== project || stacks.length !== 1)
    throw new InputError(
      `${file} is of project ${projects.join(", ")}, stack ${stacks.join(", ")}; needed is one stack of project ${project}.`,
    );
  const { from, to } = tiersOf(preview);
  return { preview, from: only(from, file, "before"), to: only(to, file, "after") };
}
