import { cloudOutputs } from "../../cloud-outputs";
import { importFactOf } from "../../../kinds/imports";
import { isCustomResource, type Manifest, type ManifestResource } from "../../manifest/manifest";
import { at } from "../../manifest/values";
import { asCommand, importOf, questionOf, type Question } from "./question";
import { rendered } from "./template";

/** What is known of where an object is. */
export type Found =
  /** By its name, or by what AWS has answered. */
  | { readonly kind: "id"; readonly id: string; readonly wasAsked: boolean }
  /** AWS knows none, or several. */
  | { readonly kind: "none" | "several"; readonly command: string; readonly answers: readonly string[] }
  /** What its id is made of was not found. */
  | { readonly kind: "blocked"; readonly by: string }
  /** There is nothing to import. */
  | { readonly kind: "lost"; readonly why: string };

export interface Place {
  readonly account: string;
  readonly region: string;
}

/** Runs a command that only reads. @returns the values that it prints */
export type Ask = (question: Question) => Promise<readonly string[]>;

/** How many commands run at once: AWS's describe calls are throttled by account. */
const AT_ONCE = 6;

/** What a manifest has in place of something that only AWS knows. */
interface Stand {
  /** Logical name of the resource that it belongs to. */
  readonly of: string;
  real?: string;
}

class Stands {
  private readonly byText = new Map<string, Stand>();

  constructor(resources: readonly ManifestResource[]) {
    for (const { type, name, inputs } of resources) {
      const stand: Stand = { of: name };
      this.byText.set(`${name}-id`, stand);
      const gives = importOf(type, inputs)?.lookup?.gives;
      const given = gives === undefined ? undefined : at(cloudOutputs(type, name, { ...inputs }), gives);
      // It may be found without the id being known, and the other way round.
      if (typeof given === "string") this.byText.set(given, { of: name });
    }
  }

  settle(text: unknown, real: string): void {
    const stand = typeof text === "string" ? this.byText.get(text) : undefined;
    if (stand !== undefined) stand.real = real;
  }

  standFor(value: unknown): Stand | undefined {
    return typeof value === "string" ? this.byText.get(value) : undefined;
  }
}

/** Thrown inside one search: an input stands for something that was not found. */
class Blocked extends Error {
  constructor(readonly by: string) {
    super(by);
  }
}

/** Resources in waves: each waits only for those of earlier ones. */
function waves(resources: readonly ManifestResource[]): ManifestResource[][] {
  const left = new Map(resources.map((resource) => [resource.urn, resource]));
  const all: ManifestResource[][] = [];
  while (left.size > 0) {
    const wave = [...left.values()].filter(
      ({ urn, dependsOn }) => !dependsOn.some((other) => other !== urn && left.has(other)),
    );
    if (wave.length === 0) throw new Error(`Resources wait for one another: ${[...left.keys()].join(", ")}`);
    for (const { urn } of wave) left.delete(urn);
    all.push(wave);
  }
  return all;
}

/**
 * Finds the id of every object that a manifest names, in the order in which one is needed for the next.
 * @returns by URN
 */
export async function findIds(
  manifest: Manifest,
  { account, region }: Place,
  ask: Ask,
): Promise<ReadonlyMap<string, Found>> {
  const resources = manifest.resources.filter(isCustomResource);
  const stands = new Stands(resources);
  const found = new Map<string, Found>();

  const search = async ({ type, name, inputs }: ManifestResource): Promise<Found> => {
    const fact = importFactOf(type);
    if (fact !== undefined && "lost" in fact) return { kind: "lost", why: fact.lost };
    const how = importOf(type, inputs);
    if (how === undefined) throw new Error(`Nothing says how ${type} is imported.`);
    const inputOf = (path: string): unknown => {
      const value = at(inputs, path);
      const stand = stands.standFor(value);
      if (stand === undefined) return value;
      if (stand.real === undefined) throw new Blocked(stand.of);
      return stand.real;
    };
    const ownRegion = typeof inputs["region"] === "string" ? inputs["region"] : region;
    const idOf = (answer: string): string => {
      const id = rendered(how.id ?? "{$found}", inputOf, { account, name, found: answer });
      // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
      const regional = ownRegion === region || type.startsWith("kubernetes:") ? id : `${id}@${ownRegion}`;
      stands.settle(`${name}-id`, id);
      return regional;
    };
    try {
      if (how.lookup === undefined) return { kind: "id", id: idOf(""), wasAsked: false };
      const question = questionOf(how.lookup, inputOf, { account, name }, ownRegion);
      const answers = await ask(question);
      const [answer] = answers;
      if (answer === undefined || answers.length > 1)
        return { kind: answer === undefined ? "none" : "several", command: asCommand(question), answers };
      const { gives } = how.lookup;
      if (gives !== undefined) stands.settle(at(cloudOutputs(type, name, { ...inputs }), gives), answer);
      return { kind: "id", id: idOf(answer), wasAsked: true };
    } catch (error) {
      if (error instanceof Blocked) return { kind: "blocked", by: error.by };
      throw error;
    }
  };

  for (const wave of waves(resources))
    for (let first = 0; first < wave.length; first += AT_ONCE)
      await Promise.all(
        wave.slice(first, first + AT_ONCE).map(async (resource) => {
          found.set(resource.urn, await search(resource));
        }),
      );
  return found;
}
