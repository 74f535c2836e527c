import { at, recordOf } from "../../models/manifest/values";
import { SECRET_NAME } from "../read";
import type { ResourceRule } from "../rule";

/** `scheme://user:password@host` */
const CREDENTIALS = /:\/\/[^\s/:@]*:[^\s/@]+@/;

export const forbidSecretConfigMaps: ResourceRule = {
  id: "forbid-secret-config-maps",
  title: "No secret stands in a ConfigMap",
  rationale: "ConfigMaps are not encrypted by themselves and are read by far more people than Secrets.",
  remedy: "Keep it in a Secret.",
  severity: "critical",
  source: "Kubernetes documentation, ConfigMaps",
  whenUnknown: "wait",
  scope: "resource",
  types: ["kubernetes:core/v1:ConfigMap"],
  check: ({ inputs }) => {
    const data = recordOf(at(inputs, "data"));
    const keys = Object.keys(data).filter(
      (key) => SECRET_NAME.test(key) || CREDENTIALS.test(String(data[key])),
    );
    return keys.length === 0
      ? []
      : [{ wrong: `data holds ${keys.join(", ")}`, allowed: "nothing that lets anybody in" }];
  },
};
