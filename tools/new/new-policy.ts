import { InputError, show } from "../../tiers";
import { addToSortedList } from "./insert";
import { camelCase } from "./names";
import type { Plan } from "./plan";

const ID = /^(?:forbid|require)(?:-[a-z0-9]+)+$/;

const rule = (id: string): string => `import { inputIs } from "../read";
import type { ResourceRule } from "../rule";

export const ${camelCase(id)}: ResourceRule = {
  id: "${id}",
  title: "FILL IN: what is true when the rule is kept, such as: Databases are not publicly accessible",
  rationale: "FILL IN: what happens without it, a sentence",
  remedy: "FILL IN: how to fix it, an imperative sentence that names the input",
  severity: "high",
  source: "FILL IN: document and section that recommend it",
  whenUnknown: "refuse",
  scope: "resource",
  types: ["FILL IN: type token, such as aws:rds/instance:Instance"],
  check: inputIs("FILL IN: input", true),
};
`;

const BROKEN_CASE = `import type { BrokenCase } from "../broken-case";

export const brokenCase: BrokenCase = {
  tier: "500",
  name: "FILL IN: logical name of a resource that keeps the rule, from ./scale manifest 500",
  path: "inputs.FILL IN: input",
  value: false,
  message: "FILL IN: <name>: <input> is false; allowed: true. <the rule's remedy>",
};
`;

/**
 * A rule and its broken case.
 * @param id such as `forbid-public-database`
 * @throws InputError when it is no id
 */
export function newPolicy(id: string): Plan {
  if (!ID.test(id))
    throw new InputError(
      `${show(id)} is no id of a policy. Begin with forbid- or require-, in small letters with hyphens, such as forbid-public-database.`,
    );
  return {
    files: { [`policies/rules/${id}.ts`]: rule(id), [`test/policies/broken/${id}.ts`]: BROKEN_CASE },
    list: {
      path: "policies/all-rules.ts",
      add: (text) => addToSortedList(text, camelCase(id), `./rules/${id}`),
    },
    recipe: "A policy",
  };
}
