import { listOf, recordOf } from "../../models/manifest/values";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";
import { answerOf, type Inventory } from "./inventory";

const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
const CERTIFICATE = "aws:acm/certificate:Certificate";

/** A name as DNS compares it. */
const asCompared = (name: unknown): string => textOf(name).toLowerCase().replace(/\.$/, "");

const nameOfCloudFront = (distribution: PolicyResource): string =>
  asCompared(answerOf(distribution)["domainName"]);

const hostsOf = (distribution: PolicyResource): readonly string[] =>
  [...listOf(distribution.inputs["aliases"]).map(asCompared), nameOfCloudFront(distribution)].filter(
    (host) => host !== "",
  );

/** Every host name at which a distribution of the stack answers. */
export const ownHosts = (inventory: Inventory): readonly string[] =>
  inventory.ofType(DISTRIBUTION).flatMap(hostsOf);

export const isOneOf = (hosts: readonly string[], name: unknown): boolean => hosts.includes(asCompared(name));

/** Whether a distribution of the stack is called so by CloudFront, and answers at a name of its own. */
export const answersAt = (inventory: Inventory, nameInCloudFront: unknown, host: unknown): boolean =>
  inventory
    .ofType(DISTRIBUTION)
    .some(
      (each) =>
        nameOfCloudFront(each) === asCompared(nameInCloudFront) && hostsOf(each).includes(asCompared(host)),
    );

/** Whether ACM asks for a DNS record, for a certificate of the stack. */
export const provesCertificate = (inventory: Inventory, name: unknown, value: unknown): boolean =>
  inventory
    .ofType(CERTIFICATE)
    .flatMap((certificate) => listOf(answerOf(certificate)["domainValidationOptions"]).map(recordOf))
    .some(
      (option) =>
        asCompared(option["resourceRecordName"]) === asCompared(name) &&
        asCompared(option["resourceRecordValue"]) === asCompared(value),
    );
