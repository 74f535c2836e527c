import { kindOf } from "../kinds";
import { cloudAnswer, cloudOutputs } from "../models/cloud-outputs";
import { version } from "@pulumi/aws/package.json";
import { awsReplacing } from "../models/replacement/replacement";
import { bucketAnswer } from "./buckets";
import { clusterAnswer } from "./clusters";
import { databaseAnswer } from "./databases";
import { inputNames } from "./sdk-inputs";
import { parameterAnswer } from "./parameters";
import { NAME_INPUTS } from "./physical-names";
import type { Identity, Package } from "./stand-in";
import { isRecord, isSet, recordOf, type Values } from "../models/manifest/values";
import { textOf } from "./values";
import type { World } from "./world";

/** Where rehearsals lie but for those of several regions: its keys are without it. */
const USUAL_REGION = "us-east-1";

const COMPUTED_TEXT = /(arn|id|url|endpoint|address|name|domain)$/i;

/** `aws`: what the provider and AWS answer, as far as this program can see. */
export class AwsPackage implements Package {
  readonly name = "aws";
  readonly version = version;
  region = USUAL_REGION;
  private defaultTags: Values = {};

  configure(config: Values): void {
    if (typeof config["region"] === "string") this.region = config["region"];
    // Objects in a provider's configuration travel as JSON text.
    const defaults: unknown =
      typeof config["defaultTags"] === "string" ? JSON.parse(config["defaultTags"]) : config["defaultTags"];
    this.defaultTags = recordOf(recordOf(defaults)["tags"]);
  }

  configProblems(): [] {
    return [];
  }

  configReplacing(): [] {
    return [];
  }

  problems(): [] {
    return [];
  }

  /** A resource of a service that has regions takes one as its input. */
  regionOf(type: string, inputs: Values): string | null {
    return inputNames(type).allowed.includes("region") ? textOf(inputs["region"] ?? this.region) : null;
  }

  identity(type: string, inputs: Values): Identity | null {
    const name = kindOf(type)?.name;
    const uniqueness = name !== undefined && "identity" in name ? name.identity : undefined;
    // Such an object may exist any number of times.
    if (uniqueness === undefined) return null;
    const [first = ""] = uniqueness.inputs;
    const isNamed =
      isSet(inputs[first]) &&
      uniqueness.inputs.every((key) => !NAME_INPUTS.includes(key) || isSet(inputs[key]));
    if (!isNamed) return null;
    const parts = uniqueness.inputs.map((key) => textOf(inputs[key] ?? "-"));
    const region = uniqueness.inAllRegions === true ? null : this.regionOf(type, inputs);
    const key = [...parts, ...(region === null || region === USUAL_REGION ? [] : [region])].join("/");
    return { key, again: uniqueness.again, ...(uniqueness.again === "overwrite" ? { id: key } : {}) };
  }

  outputs(type: string, handle: string, inputs: Values): Values {
    const { allowed, computed } = inputNames(type);
    const properties = new Set([...allowed, ...computed]);
    const region = this.regionOf(type, inputs);
    const given = cloudOutputs(type, handle, { ...(region === null ? {} : { region }), ...inputs });
    const guessed = computed
      .filter((key) => COMPUTED_TEXT.test(key) && !(key in given))
      .map((key): [string, unknown] => [key, `${handle}-${key}`]);
    const tags = isRecord(inputs["tags"]) ? inputs["tags"] : {};
    return {
      ...Object.fromEntries(guessed),
      ...Object.fromEntries<unknown>(Object.entries(given).filter(([key]) => properties.has(key))),
      ...(region === null ? {} : { region }),
      ...(properties.has("tagsAll") ? { tagsAll: { ...this.defaultTags, ...tags } } : {}),
    };
  }

  replacing(...[type, before, after, changes]: Parameters<Package["replacing"]>) {
    return awsReplacing(type, before, after, changes, this.region);
  }

  /** The bridge deletes first when the program itself chose the name and keeps it. */
  deletesBeforeReplace(type: string, before: Values, after: Values): boolean {
    if (type === "aws:route53/record:Record") return false;
    return NAME_INPUTS.some((key) => isSet(before[key]) && before[key] === after[key]);
  }

  invoke(token: string, args: Values, world: World): Values {
    return (
      parameterAnswer(token, args, world) ??
      clusterAnswer(token, args, world) ??
      databaseAnswer(token, args, world) ??
      bucketAnswer(token, args, world) ??
      cloudAnswer(token, { ...args })
    );
  }
}
