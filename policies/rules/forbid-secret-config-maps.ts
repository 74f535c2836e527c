import { at, recordOf } from "../../models/manifest/values";
import { SECRET_NAME, URL_WITH_PASSWORD } from "../../kinds/kubernetes/secret-name";
import type { ResourceRule } from "../rule";

export const forbidSecretConfigMaps: ResourceRule = {
  id: "forbid-secret-config-maps",
  title: "ConfigMaps hold no secrets",
  rationale: "ConfigMaps are not encrypted separately, and far more people can read them than Secrets.",
  remedy: "Move the value to a Secret.",
  severity: "critical",
  source: "Kubernetes documentation, ConfigMaps",
  whenUnknown: "wait",
  scope: "resource",
  types: ["kubernetes:core/v1:ConfigMap", "kubernetes:core/v1:ConfigMapPatch"],
  check: ({ inputs }) => {
    const data = recordOf(at(inputs, "data"));
    const keys = Object.keys(data).filter(
      (key) => SECRET_NAME.test(key) || URL_WITH_PASSWORD.test(String(data[key])),
    );
    return keys.length === 0
      ? []
      : [{ wrong: `data contains ${keys.join(", ")}`, allowed: "no passwords, keys or tokens" }];
  },
};
