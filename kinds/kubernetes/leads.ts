import { at, isSet, recordOf, textOr, type Values } from "../../models/manifest/values";
import type { Lead, Led } from "../lead";

const SERVICE_PAGE = "https://kubernetes.io/docs/concepts/services-networking/service/";

const nameOf = ({ inputs }: Led): string => textOr(at(inputs, "metadata.name"), "");
const namespaceOf = ({ inputs }: Led): string => textOr(at(inputs, "metadata.namespace"), "default");

/** Whether the pods of a workload have every label of the selector. */
function selects(own: Led, other: Led): boolean {
  const selector = recordOf(at(own.inputs, "spec.selector"));
  const labels = recordOf(at(other.inputs, "spec.template.metadata.labels"));
  const keys = Object.keys(selector);
  return (
    keys.length > 0 &&
    namespaceOf(own) === namespaceOf(other) &&
    keys.every((key) => selector[key] === labels[key]) &&
    // Its names are for pods that are not ready, too.
    at(own.inputs, "spec.publishNotReadyAddresses") !== true
  );
}

const toPodsOf = (to: string): Lead => ({
  to,
  reaches: selects,
  note: "Whoever waits for a Service takes it for a sign that pods answer behind it",
  source: SERVICE_PAGE,
});

export const SERVICE_LEADS: readonly Lead[] = [
  toPodsOf("kubernetes:apps/v1:Deployment"),
  toPodsOf("kubernetes:apps/v1:StatefulSet"),
];

export const BINDING_LEADS: readonly Lead[] = [
  {
    to: "kubernetes:core/v1:Service",
    reaches: (own, other) =>
      namespaceOf(own) === namespaceOf(other) && at(own.inputs, "spec.serviceRef.name") === nameOf(other),
    note: "The controller registers the endpoints that the Service has",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html",
  },
];

/** All texts that an object holds for its pods. */
const texts = ({ data }: Values): string => Object.values(recordOf(data)).join("\n");

const PODS_PAGE = "https://kubernetes.io/docs/concepts/configuration/configmap/";
const CONNECTS =
  "Pods that read the address connect at once, and fail their start-up probe until somebody answers";

/** Of a ConfigMap: whatever its texts name by its address. The texts of a Secret are in no recording. */
export const ADDRESS_LEADS: readonly Lead[] = [
  {
    to: "aws:rds/instance:Instance",
    reaches: (own, { inputs: { identifier } }) =>
      isSet(identifier) && new RegExp(`(^|[^\\w-])${textOr(identifier, "")}\\.`, "m").test(texts(own.inputs)),
    note: CONNECTS,
    source: PODS_PAGE,
  },
  {
    to: "kubernetes:core/v1:Service",
    reaches: (own, other) =>
      new RegExp(`(^|[^\\w-])${nameOf(other)}\\.${namespaceOf(other)}(\\.svc|:|$)`, "m").test(
        texts(own.inputs),
      ) && at(other.inputs, "spec.publishNotReadyAddresses") !== true,
    note: CONNECTS,
    source: PODS_PAGE,
  },
];
