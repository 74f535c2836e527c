import { everyContainer, WORKLOADS } from "../pods";
import { at, listOf } from "../../models/manifest/values";
import { SECRET_NAME, textOf } from "../read";
import type { ResourceRule } from "../rule";

export const forbidSecretLiterals: ResourceRule = {
  id: "forbid-secret-literals",
  title: "No secret stands in an environment as text",
  rationale: "Everybody who may read pods could read it.",
  remedy: "Take it from a Secret by valueFrom.secretKeyRef.",
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
      : { wrong: `env holds a value for ${names.join(", ")}`, allowed: "a reference to a Secret" };
  }),
};
