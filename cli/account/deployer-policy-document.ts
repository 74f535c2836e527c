import type { DeployerPolicy } from "../../models/account/deployer-policy";
import { list, note, paragraph, section, table, type Document } from "../print/document";
import { count, plural } from "../print/figures";

const actionsOf = ({ document }: DeployerPolicy["documents"][number]): number =>
  new Set(document.Statement.flatMap(({ Action }) => Action)).size;

const servicesOf = ({ document }: DeployerPolicy["documents"][number]): string =>
  [...new Set(document.Statement.flatMap(({ Action }) => Action.map((action) => action.split(":")[0] ?? "")))]
    .sort()
    .join(", ");

/** What the documents are, and how to make them. */
export const deployerPolicyDocument = (policy: DeployerPolicy): Document => ({
  title: `Stack ${policy.stack}: ${plural(policy.documents.length, "policy", "policies")} for its deployer in account ${policy.account}`,
  blocks: [
    table(
      [">document", ">actions", ">characters", "services"],
      policy.documents.map((each, index) => [
        count(index + 1),
        count(actionsOf(each)),
        count(each.characters),
        servicesOf(each),
      ]),
    ),
    section("Make them", {
      kind: "commands",
      language: "sh",
      lines: policy.documents.flatMap(({ name }, index) => [
        {
          command: `./scale deployer-policy --stack ${policy.stack} --account ${policy.account} --document ${index + 1} --out ${name}.json`,
        },
        { command: `aws iam create-policy --policy-name ${name} --policy-document file://${name}.json` },
        {
          command: `aws iam attach-role-policy --role-name <deployer> --policy-arn arn:aws:iam::${policy.account}:policy/${name}`,
        },
      ]),
    }),
    section(
      "What they are not",
      list([
        "the state: access to its bucket, and to the key that encrypts it",
        "keys other than the stack's, with which secrets of appSecrets may be encrypted",
        "a boundary: who may give a role a policy may give it any; set a permissions boundary where that is too much",
      ]),
    ),
    paragraph("A step to another tier makes and deletes other things: add --to <tier> before it."),
    note("Never tried on an AWS account: what AWS denies nevertheless is an entry in kinds/permissions"),
  ],
});
