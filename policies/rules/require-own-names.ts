import { at, listOf } from "../../models/manifest/values";
import { inventoryOf, type Inventory } from "../effects/inventory";
import { answersAt, isOneOf, ownHosts, provesCertificate } from "../effects/names";
import { shown, textOf } from "../read";
import type { PolicyResource, Problem, StackRule } from "../rule";

const RECORD = "aws:route53/record:Record";
const MONITOR = "aws:rum/appMonitor:AppMonitor";
const CANARY = "aws:synthetics/canary:Canary";

const SECURE = /^https:\/\/([^/:]+)$/;

/** Where a DNS record leads. */
function ofRecord({ inputs }: PolicyResource, inventory: Inventory): Problem[] {
  const name = inputs["name"];
  const aliases = listOf(inputs["aliases"]).map((alias) => at(alias, "name"));
  const values = listOf(inputs["records"]);
  const allowed =
    "the name of a distribution of the stack that answers to it, or what ACM asks for a certificate of the stack";
  if (aliases.length + values.length === 0) return [{ wrong: `${shown(name)} leads nowhere`, allowed }];
  return [
    ...aliases.filter((target) => !answersAt(inventory, target, name)),
    ...values.filter((value) => !provesCertificate(inventory, name, value)),
  ].map((target) => ({ wrong: `${shown(name)} leads to ${shown(target)}`, allowed }));
}

function ofHost(input: string, value: unknown, host: unknown, hosts: readonly string[]): Problem[] {
  return isOneOf(hosts, host)
    ? []
    : [
        {
          wrong: `${input} is ${shown(value)}`,
          allowed: `a name that the stack answers to: ${hosts.join(", ")}`,
        },
      ];
}

export const requireOwnNames: StackRule = {
  id: "require-own-names",
  title: "Names lead to the stack's own distribution, and what measures it asks there",
  rationale:
    "Whoever stands behind the product's name gets its users' passwords, and whoever proves a certificate for it can do so unseen; a walk through somebody else's pages says that all is well.",
  remedy: "Use what the distribution and the certificate return.",
  severity: "critical",
  source: "OWASP Web Security Testing Guide, Test for Subdomain Takeover",
  whenUnknown: "wait",
  scope: "stack",
  check: (resources) => {
    const inventory = inventoryOf(resources);
    const hosts = ownHosts(inventory);
    const judged = (type: string, problemsOf: (resource: PolicyResource) => readonly Problem[]) =>
      inventory
        .ofType(type)
        .flatMap((resource) => problemsOf(resource).map((problem) => ({ ...problem, urn: resource.urn })));
    return [
      ...judged(RECORD, (record) => ofRecord(record, inventory)),
      ...judged(MONITOR, ({ inputs: { domain } }) => ofHost("domain", domain, domain, hosts)),
      ...judged(CANARY, ({ inputs }) => {
        const url = at(inputs, "runConfig.environmentVariables.BASE_URL");
        return ofHost("BASE_URL", url, SECURE.exec(textOf(url))?.[1], hosts);
      }),
    ];
  },
};
