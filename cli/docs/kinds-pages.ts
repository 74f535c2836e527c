import { KINDS } from "../../kinds";
import type { ChangeRule, Effect, Identity, NameRule, Replacement, TagClass } from "../../kinds/facts";
import { placeOf, type Kind } from "../../kinds/kind";
import type { Lead } from "../../kinds/lead";
import type { ReadBack } from "../../kinds/read-back";
import { markdownTable } from "../print/markdown-table";
import { GENERATED } from "./generated-mark";
import { bullets, paragraph } from "./wrapped";

interface Page {
  readonly path: string;
  readonly text: string;
}

const KIND_LIST: readonly Kind[] = KINDS;

const code = (text: string): string => `\`${text}\``;
const listed = (texts: readonly string[]): string => texts.map(code).join(", ");
const nameOfType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);
const fileOf = (service: string): string => service.replace("/", "-");

const VERIFIED: Readonly<Record<Replacement["verification"], string>> = {
  source: "read in the provider's source",
  "bridge-schema": "read in the provider's schema",
  mixed: "read in part",
  knowledge: "not verified",
};

const identityText = ({ inputs, again }: Identity): string =>
  again === "refuse"
    ? `A second one with the same ${listed(inputs)} is refused.`
    : `Creating it again with the same ${listed(inputs)} overwrites it.`;

function nameText(name: NameRule): string {
  if ("scope" in name)
    return name.scope === "namespace"
      ? "`metadata.name`, unique in its namespace."
      : "`metadata.name`, unique in the cluster.";
  const identity = name.identity === undefined ? "" : ` ${identityText(name.identity)}`;
  if ("none" in name) return `none (${name.none}).${identity}`;
  const { input, lengthMax, isPrefix } = name;
  const limit = lengthMax === undefined ? "" : `, at most ${lengthMax} characters`;
  return `${code(input)}${limit}${isPrefix === true ? ", as a prefix to which the provider adds 26" : ""}.${identity}`;
}

const TAG_TEXTS = {
  tags: "all cost tags.",
  labels: "the label `cost-component`.",
  none: "none: it takes no tags.",
} as const;
const tagText = (tags: TagClass): string =>
  typeof tags === "string" ? TAG_TEXTS[tags] : `only those that never change. ${tags.constant}`;

const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);

function replacementTexts({ inputs, conditional = [], rejected = [], mutableWith, ...rest }: Replacement) {
  const every =
    inputs === "every" ? "any input" : inputs.length === 0 ? "no input that is known" : listed(inputs);
  const unless = mutableWith === undefined ? "" : `, unless the provider has ${code(mutableWith.setting)}`;
  return [
    `Replaced for: ${every}${unless}. ${sentence(`Certainty: ${VERIFIED[rest.verification]}; ${rest.source}`)}`,
    ...conditional.map(({ property, when }) => sentence(`Replaced for ${code(property)} if: ${when}`)),
    ...rejected.map(({ property, when }) => sentence(`Rejected change of ${code(property)}: ${when}`)),
    ...(rest.notModelled === undefined ? [] : [sentence(`Not modelled: ${rest.notModelled}`)]),
  ];
}

/** A source that is a page becomes a link; a file of the provider's source is named. */
const cited = (note: string, source: string): string =>
  URL.canParse(source) && source.startsWith("https:") ? `[${note}](${source})` : `${note} (${source})`;

const readBackText = ({ property, note, source, moves }: ReadBack): string =>
  `Read back ${code(property)}${moves === undefined ? "" : ", which AWS moves by itself"}: ${sentence(cited(note, source))}`;

const leadText = ({ to, note, source }: Lead): string =>
  `Waits for ${code(to)} where it leads there: ${sentence(cited(note, source))}`;

const conditionText = ({ whenBefore = {} }: Effect): string =>
  Object.entries(whenBefore)
    .map(([path, value]) => ` if ${path} is ${value === "*" ? "set" : String(value)}`)
    .join("");

const downtimeText = ({ downtime: { class: name, secondsMin, secondsMax } }: Effect): string =>
  secondsMax === 0 ? name : `${name}, ${secondsMin}–${secondsMax} s`;

const minutesText = (effect: Effect & Pick<ChangeRule, "takes">): string =>
  effect.takes === undefined ? `${effect.minutesMin}–${effect.minutesMax}` : "by its pods";

const effectRow = (what: string, effect: Effect & Pick<ChangeRule, "takes">): string[] => [
  what,
  downtimeText(effect),
  effect.dataRisk,
  effect.reversible ? "yes" : "no",
  minutesText(effect),
  `[${effect.note}](${effect.source})`,
];

const changeText = (rule: ChangeRule): string => {
  const direction = rule.direction === undefined ? "" : rule.direction === "up" ? " grows" : " shrinks";
  return `${code(rule.property)}${direction}${conditionText(rule)}${rule.refused === true ? " (refused)" : ""}`;
};

function changes({ changes: rules, deletes = [] }: Kind): string[] {
  const rows = [
    ...("unjudged" in rules ? [] : rules.map((rule) => effectRow(changeText(rule), rule))),
    ...deletes.map((rule) => effectRow(`deleted${conditionText(rule)}`, rule)),
  ];
  if (rows.length === 0) return [];
  return [
    markdownTable(["change", "downtime", "data at risk", "reversible", "minutes", "what happens"], rows),
  ];
}

function section(kind: Kind): string[] {
  const { type, name, tags, price, replaces, creates = [], refusals = [], onlyWith } = kind;
  const { readsBack = [], leads = [] } = kind;
  return [
    `## ${nameOfType(type)}`,
    `${code(type)}, described in ${code(`kinds/${placeOf(type).file}.ts`)}`,
    bullets([
      ...(onlyWith === undefined ? [] : [`Built only with the setting ${code(onlyWith)}.`]),
      `Price: ${"free" in price ? `none. ${sentence(price.free)}` : `charged as ${price.bill.map(({ title }) => title).join("; ")}.`}`,
      `Name: ${nameText(name)}`,
      `Tags: ${tagText(tags)}`,
      ...creates.map(
        ({ minutesMin, minutesMax, basis, when, note, source }) =>
          `Created in ${minutesMin}–${minutesMax} minutes${when === undefined ? "" : ` with ${code(when)}`} (${basis}). [${note}](${source}).`,
      ),
      ...replacementTexts(replaces),
      ...readsBack.map(readBackText),
      ...leads.map(leadText),
      ...("unjudged" in kind.changes
        ? [sentence(`No rule judges its updates: ${kind.changes.unjudged}`)]
        : []),
      ...refusals.map(
        ({ on, statement, evidence, source }) =>
          `Refused on ${on.join(" and ")}: ${statement} (${evidence}: ${source})`,
      ),
    ]),
    ...changes(kind),
  ];
}

const servicesOf = (kinds: readonly Kind[]): string[] => [
  ...new Set(kinds.map(({ type }) => placeOf(type).service)),
];
const ofService = (service: string): Kind[] =>
  KIND_LIST.filter(({ type }) => placeOf(type).service === service);

function servicePage(service: string): string {
  return `${[
    GENERATED,
    `# Resource types of ${service}`,
    "What this project knows about each type, and how sure it is. [All services](README.md)",
    ...ofService(service).flatMap(section),
  ].join("\n\n")}\n`;
}

function indexPage(): string {
  const rows = servicesOf(KIND_LIST).map((service) => {
    const kinds = ofService(service);
    const unverified = kinds.filter(({ replaces }) => replaces.verification === "knowledge");
    return [
      `[${service}](${fileOf(service)}.md)`,
      kinds.map(({ type }) => nameOfType(type)).join(", "),
      String(kinds.filter(({ price }) => "formula" in price).length),
      `${kinds.length - unverified.length} of ${kinds.length}`,
    ];
  });
  return `${[
    GENERATED,
    "# Resource types",
    paragraph(
      `The ${KIND_LIST.length} resource types that a stack can hold, by service. Each is one file of \`kinds/\`, from which names, tags, prices, upgrade rules, durations and refusals are taken; a type that is not here cannot be priced. "Verified" counts the types whose replacement rules were read in the provider's source or schema, at least in part; for the others, check a preview.`,
    ),
    markdownTable(["service", "types", "priced", "verified"], rows),
  ].join("\n\n")}\n`;
}

/** A page for each service of the catalogue, and their index. */
export function kindsPages(): Page[] {
  return [
    { path: "docs/kinds/README.md", text: indexPage() },
    ...servicesOf(KIND_LIST).map((service) => ({
      path: `docs/kinds/${fileOf(service)}.md`,
      text: servicePage(service),
    })),
  ];
}
