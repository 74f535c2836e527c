import { InputError } from "../../tiers";
import { newCommand } from "./new-command";
import { newKind } from "./new-kind";
import { newPolicy } from "./new-policy";
import type { Plan } from "./plan";
import { writePlan } from "./write-plan";

const MAKERS: Readonly<Record<string, (name: string) => Plan>> = {
  policy: newPolicy,
  kind: newKind,
  command: newCommand,
};

const USAGE = `Usage: npm run new -- policy <id> | kind <type> | command <name>, such as
  npm run new -- policy forbid-public-database
  npm run new -- kind aws:sns/topic:Topic
  npm run new -- command load-test`;

/**
 * Writes the files that a new policy, kind or command begins with.
 * @param root of the checkout
 * @returns what to do next
 * @throws InputError when the arguments are not those of the usage, or the name is bad or taken
 */
export function run(args: readonly string[], root: string): string {
  const [what = "", name, ...rest] = args;
  const maker = MAKERS[what];
  if (maker === undefined || name === undefined || rest.length > 0) throw new InputError(USAGE);
  const plan = maker(name);
  const written = writePlan(plan, root);
  return [
    ...written.map((path) => `Wrote ${path}`),
    "Next: replace each FILL IN. They are listed by: npm run test:fast -- test/tools",
    `See CONTRIBUTING.md, «${plan.recipe}».`,
  ].join("\n");
}
