import { placeOf } from "../../kinds/kind";
import { InputError, show } from "../../tiers";
import { addToSortedList } from "./insert";
import { camelCase, capitalised } from "./names";
import type { Plan } from "./plan";
import { hasClass } from "./sdk-class";

const TOKEN = /^(aws|kubernetes|random):([\w./-]+):([A-Z]\w+)$/;
const PROVIDERS = ["aws", "kubernetes", "random"];

const kindFile = (type: string, name: string, up: string): string => `import { nameless } from "${up}/facts";
import { kind } from "${up}/kind";
import { free } from "${up}/pricing/price";

export const ${name} = kind("${type}", {
  name: nameless("FILL IN: why it has no name; or the input that holds it: NameRule in kinds/facts.ts"),
  tags: "none",
  price: free("FILL IN: why nothing is charged; or priced(formula, [bill item])"),
  replaces: {
    inputs: [],
    verification: "knowledge",
    source: "FILL IN: what says which inputs replace it",
  },
  changes: { unjudged: "FILL IN: why no rule judges its changes; or a list of them: ChangeRule" },
});
`;

/** Catalogue order: AWS, then Kubernetes, then random values, each by its path. */
const rankOf = (path: string): string =>
  `${PROVIDERS.indexOf(PROVIDERS.find((each) => path.startsWith(`./${each}/`)) ?? "aws")} ${path}`;

/**
 * An entry of the catalogue of resource types.
 * @param type Pulumi type token, such as `aws:sns/topic:Topic`
 * @throws InputError when the installed SDK has no such class
 */
export function newKind(type: string): Plan {
  const [, provider = "", module = "", className = ""] = TOKEN.exec(type) ?? [];
  if (provider === "" || !hasClass(type))
    throw new InputError(
      `${show(type)} is no resource type of the installed SDK. Give the type token of an AWS, Kubernetes or random resource, as Pulumi's registry shows it, such as aws:sns/topic:Topic.`,
    );
  const { file } = placeOf(type);
  const own = `${className.charAt(0).toLowerCase()}${className.slice(1)}`;
  const name = provider === "aws" ? `${camelCase(module.split("/")[0] ?? "")}${capitalised(own)}` : own;
  const up = file
    .split("/")
    .slice(1)
    .map(() => "..")
    .join("/");
  return {
    files: { [`kinds/${file}.ts`]: kindFile(type, name, up) },
    list: {
      path: "kinds/index.ts",
      add: (text) => addToSortedList(text, name, `./${file}`, (other) => rankOf(other) < rankOf(`./${file}`)),
    },
    recipe: "A resource type",
  };
}
