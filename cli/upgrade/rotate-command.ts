import { Argument, Option } from "commander";
import { rotationReport } from "../../models/upgrade/rotation";
import {
  InputError,
  ROTATED,
  didYouMean,
  firstRotation,
  rotationsSchema,
  type Rotated,
  type Rotation,
} from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { ofStack } from "../record/subject";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { SERVICE_TITLES, rotateDocument } from "./rotate-document";

export interface RotateOptions {
  readonly stack?: string;
  readonly to?: number;
}

const ROTATION_KEY = "scaling-tiers:rotation";
const ALLOWED = ROTATED.join(", ");

/** @throws InputError */
function parseService(text: string): Rotated {
  const service = ROTATED.find((name) => name === text.toLowerCase());
  if (service !== undefined) return service;
  throw new InputError(
    `There is nothing to rotate in "${text}"${didYouMean(text, ROTATED) || "."} Give one of ${ALLOWED}.`,
  );
}

/** @throws InputError */
function parseGeneration(text: string): number {
  const generation = Number(text);
  if (/^\d+$/.test(text) && generation >= 1 && Number.isSafeInteger(generation)) return generation;
  throw new InputError(`--to is "${text}"; allowed: a generation, a whole number from 1 on.`);
}

/** What a stack's file says of a service, and whether it says anything. */
interface Known extends Rotation {
  readonly isStated: boolean;
}

/** @throws InputError for a stack without a file, or one that the program would refuse */
function knownOf(service: Rotated, stack: string | undefined, folder: string | undefined): Known {
  if (stack === undefined) return { generation: 1, isStated: false };
  const text = ofStack(stack, folder).config[ROTATION_KEY];
  const given: unknown = text === undefined ? {} : JSON.parse(text);
  const isStated = typeof given === "object" && given !== null && service in given;
  return { ...rotationsSchema.parse(given)[service], isStated };
}

/**
 * The generation to go to.
 * @throws InputError when it is past, further than the next, or another rotation is under way
 */
function targetOf(service: Rotated, { generation, phase, isStated }: Known, to: number | undefined): number {
  const title = SERVICE_TITLES[service];
  if (phase !== undefined) {
    if (to === undefined || to === generation) return generation;
    throw new InputError(
      `${title} is on its way to generation ${generation} (phase ${phase}), not to ${to}. End it first: scale rotate ${service} --to ${generation}.`,
    );
  }
  const next = generation + 1;
  if (to === undefined || to === next) return next;
  // A stack from before there were generations has none in its file.
  if (to === firstRotation(service) && to === generation && !isStated) return to;
  if (to <= generation)
    throw new InputError(
      `${title} is at generation ${generation} and cannot go to ${to}: the passwords and keys of a generation that was left are gone. Go to ${next}.`,
    );
  throw new InputError(
    `${title} is at generation ${generation} and cannot go to ${to} at once: the one in use stays valid beside the next alone. Go to ${next}.`,
  );
}

/** `scale rotate <what>`: the phases in which passwords or keys are renewed without refused logins. */
export function rotateCommand(service: Rotated, { stack, to }: RotateOptions, folder?: string): Result {
  const known = knownOf(service, stack, folder);
  const report = rotationReport(service, targetOf(service, known, to), known.phase);
  return resultOf(report, () => rotateDocument(report));
}

export const registerRotate: Register = (program, run) => {
  reportCommand(program, "rotate", "the phases in which passwords or keys are renewed")
    .addArgument(new Argument("<what>", ALLOWED).argParser(parseService))
    .addOption(new Option("--stack <name>", "begin where its file in stacks/config is"))
    .addOption(new Option("--to <generation>", "default: the next one").argParser(parseGeneration))
    .action((service: Rotated, options: RotateOptions & OutputOptions) =>
      run(options, () => rotateCommand(service, options)),
    );
};
