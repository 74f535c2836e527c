import { everyContainer, WORKLOADS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import { SECRET_NAME } from "../../kinds/kubernetes/secret-name";
import { textOf } from "../read";
import type { ResourceRule } from "../rule";

export const forbidSecretLiterals: ResourceRule = {
  id: "forbid-secret-literals",
  title: "Environment variables hold no secrets in plain text",
  rationale: "Anyone who can read pods could read the secret.",
  remedy: "Reference a Secret by valueFrom.secretKeyRef.",
  severity: "critical",
  source: "CIS Kubernetes 5.4.1",
  whenUnknown: "refuse",
  scope: "resource",
  types: WORKLOADS,
  check: everyContainer((container) => {
    const names = listOf(at(container, "env"))
      .filter((one) => SECRET_NAME.test(textOf(at(one, "name"))) && at(one, "value") !== undefined)
      .map((one) => textOf(at(one, "name")));
    return names.length === 0
      ? undefined
      : { wrong: `env has plain text for ${names.join(", ")}`, allowed: "a reference to a Secret" };
  }),
};
