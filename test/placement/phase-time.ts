import { kindOf } from "../../kinds";
import type { ManifestResource } from "../../models/manifest/manifest";
import { createDuration } from "../../models/time/create-durations";
import { latest, NO_TIME, sum, type Span } from "../../models/time/span";
import type { UpgradePhase } from "../../models/upgrade/report";
import { objectOf, type KubernetesObject } from "../kubernetes/objects";
import type { RealClock } from "./real-clock";

/** An operation on pods, as the report has it and as it was. */
export interface Timed {
  readonly name: string;
  readonly took: Span;
  readonly reported: Span;
}

const SETS = ["Deployment", "StatefulSet", "Job"];

const isSet = (object: KubernetesObject): boolean => SETS.includes(object.kind);

/** Not below nothing: what was over before took no time. */
export const difference = (later: Span, earlier: Span): Span => ({
  minutesMin: Math.max(0, later.minutesMin - earlier.minutesMin),
  minutesMax: Math.max(0, later.minutesMax - earlier.minutesMax),
});

const inWords = ({ minutesMin, minutesMax }: Span): string =>
  `${minutesMin.toFixed(1)} to ${minutesMax.toFixed(1)}`;

export const inMinutes = ({ name, took, reported }: Timed): string =>
  `${name} ${inWords(took)} of ${inWords(reported)} min`;

const isWithin = (minutes: number, { minutesMin, minutesMax }: Span): boolean =>
  // Minutes of seconds: 40 and 20 of them are one.
  minutes >= minutesMin - 1e-6 && minutes <= minutesMax + 1e-6;

/** Of what the long of the usual is less or more than the report says, in words; the short of it is nothing to plan with. */
export const outsideOf = (timed: readonly Timed[]): readonly string[] =>
  timed
    .filter(({ took, reported }) => !isWithin(took.minutesMax, reported))
    .map(
      ({ name, took, reported }) =>
        `${name}: ${inWords(took)} minutes, and the report says ${inWords(reported)}`,
    );

/**
 * Minutes of one `up`: pods and nodes take what happened to them, and everything that is not on this cluster what the report
 * says of it. Resources begin when all that they depend on is done, deletions when everything else is.
 */
export class PhaseTime {
  private readonly begun = new Map<string, Span>();
  private readonly ended = new Map<string, Span>();
  private all: Span = NO_TIME;
  /** When everything was there that is made. */
  private made: Span | undefined;
  readonly timed: Timed[] = [];

  constructor(
    private readonly clock: RealClock,
    private readonly phase: UpgradePhase,
  ) {}

  /** How often the clock has looked: what is over now it has seen two looks later. */
  get looks(): number {
    return this.clock.looks;
  }

  /** Of the whole `up`. */
  get total(): Span {
    return this.all;
  }

  sends(resource: ManifestResource, isUnchanged: boolean): void {
    const { urn, provider, dependsOn } = resource;
    const needed = provider === null ? dependsOn : [...dependsOn, provider];
    const at = latest(...needed.map((one) => this.ended.get(one)));
    this.begun.set(urn, at);
    if (isUnchanged) this.ended.set(urn, at);
    else if (resource.type.startsWith("kubernetes:")) this.clock.sent(objectOf(resource), at);
  }

  ends(resource: ManifestResource): void {
    const { urn, name, type } = resource;
    const at = this.begun.get(urn) ?? NO_TIME;
    const step = this.phase.steps.find((one) => one.urn === urn);
    const object = type.startsWith("kubernetes:") ? objectOf(resource) : undefined;
    const end =
      object !== undefined && isSet(object) ? this.clock.doneAt(object, at) : this.reported(resource, at);
    this.ended.set(urn, end);
    this.all = latest(this.all, end);
    if (object === undefined || !isSet(object) || step === undefined || step.operation === "tag-only") return;
    const { minutesMin, minutesMax } = step;
    this.timed.push({ name, took: difference(end, at), reported: { minutesMin, minutesMax } });
  }

  /** A deletion begins: what depends on it has gone, and everything that is made is there. */
  takesAway({ urn }: ManifestResource, object: KubernetesObject, dependents: readonly string[]): void {
    this.made ??= this.all;
    const at = latest(this.made, ...dependents.map((one) => this.ended.get(one)));
    this.begun.set(urn, at);
    this.clock.sent(object, at);
  }

  hasTakenAway(resource: ManifestResource, object: KubernetesObject): void {
    const { urn } = resource;
    const gone = object.kind === "NodePool" ? this.clock.goneAt(object.metadata.name) : NO_TIME;
    const end = gone.minutesMax > 0 ? gone : this.reported(resource, this.begun.get(urn) ?? NO_TIME);
    this.ended.set(urn, end);
    this.all = latest(this.all, end);
  }

  /** Of what is replaced and ends last, such as a pool, the new one: how the old one ends is seen. */
  private reported(resource: ManifestResource, at: Span): Span {
    const { urn, type } = resource;
    const step = this.phase.steps.find((one) => one.urn === urn);
    if (step === undefined) return at;
    const endsLast = step.operation === "replace" && kindOf(type)?.replaces.minutesAreOfTheEnd === true;
    return sum(at, endsLast ? createDuration(resource) : step);
  }
}
