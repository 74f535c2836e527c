import type { Prerequisites } from "../../models/account/prerequisites";
import { list, note, paragraph, section, table, type Document } from "../print/document";
import { count } from "../print/figures";

type Quota = Prerequisites["quotas"][number];

const verdict = ({ needed, byDefault }: Quota): string =>
  needed > byDefault ? "ask for more" : needed * 2 > byDefault ? "check what is used" : "";

/**
 * Quotas, roles of services and the rest that a new account may lack.
 * @param title whose prerequisites they are
 */
export function prerequisitesDocument(
  { region, quotas, serviceLinkedRoles }: Prerequisites,
  title: string,
): Document {
  const short = quotas.filter((quota) => verdict(quota) !== "");
  return {
    title: `${title}: what an account must allow in ${region}`,
    blocks: [
      table(
        ["quota", ">needed", ">default", ""],
        quotas.map((quota) => [quota.title, count(quota.needed), count(quota.byDefault), verdict(quota)]),
      ),
      section(
        "What the account has",
        {
          kind: "commands",
          language: "sh",
          lines: short.map(({ service, code }) => ({
            command: `aws service-quotas get-service-quota --region ${region} --service-code ${service} --quota-code ${code} --query Quota.Value`,
          })),
        },
        paragraph(
          "While a step changes an instance type, the old nodes count as well. Ask for more by aws service-quotas request-service-quota-increase, with --desired-value; vCPUs take hours to days.",
        ),
      ),
      section(
        "Roles of services",
        paragraph(
          "AWS makes them with the first object, where the deployer may (./scale deployer-policy). Where it may not, make them once:",
        ),
        {
          kind: "commands",
          language: "sh",
          lines: serviceLinkedRoles.map((service) => ({
            command: `aws iam create-service-linked-role --aws-service-name ${service}`,
          })),
        },
      ),
      section(
        "The account itself",
        list([
          "a paid plan: the free plan of new accounts refuses 7 days of backups and nodes that are larger than small",
          "three zones that EKS and CloudFront VPC origins accept",
          "no service control policy that denies EKS Auto Mode to launch, tag and terminate instances: it does so by the role of the cluster",
          "the region is enabled in it",
        ]),
      ),
      note("Quotas by default are those of August 2026; a new account may have fewer vCPUs"),
    ],
  };
}
