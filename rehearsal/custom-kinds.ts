import { z } from "zod";
import type { InputProblem } from "./protocol";
import { recordOf, type Values } from "../models/manifest/values";
import { holdsUnknown } from "./values";

/**
 * Specs of the custom kinds, which no SDK class describes: fields as far as the vendors' pages name them.
 * NodeClass: https://docs.aws.amazon.com/eks/latest/userguide/create-node-class.html,
 * NodePool: https://karpenter.sh/docs/concepts/nodepools/ and
 * https://docs.aws.amazon.com/eks/latest/userguide/create-node-pool.html,
 * TargetGroupBinding: https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html
 */
const text = z.string().min(1);
const labels = z.record(z.string(), z.string());
const quantity = z.union([z.string().regex(/^\d+(\.\d+)?(m|k|[KMGT]i?)?$/), z.number()]);
const duration = z.string().regex(/^(\d+(s|m|h))+$|^Never$/);
const selectorTerm = z.strictObject({ id: text }).or(z.strictObject({ tags: labels }));
const taint = z.strictObject({
  key: text,
  value: z.string().optional(),
  effect: z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]),
});

const nodeClass = z.strictObject({
  role: text.optional(),
  instanceProfile: text.optional(),
  subnetSelectorTerms: z.array(selectorTerm).min(1),
  securityGroupSelectorTerms: z.array(selectorTerm).min(1),
  snatPolicy: z.enum(["Random", "Disabled"]).optional(),
  networkPolicy: z.enum(["DefaultAllow", "DefaultDeny"]).optional(),
  networkPolicyEventLogs: z.enum(["Enabled", "Disabled"]).optional(),
  ephemeralStorage: z
    .strictObject({
      size: z.string().regex(/^\d+(Gi|G|Ti|T)$/),
      iops: z.int().optional(),
      throughput: z.int().optional(),
      kmsKeyID: text.optional(),
    })
    .optional(),
  tags: labels.optional(),
});

const nodePool = z.strictObject({
  replicas: z.int().min(0).optional(),
  weight: z.int().min(1).max(100).optional(),
  template: z.strictObject({
    metadata: z.strictObject({ labels: labels.optional(), annotations: labels.optional() }).optional(),
    spec: z.strictObject({
      nodeClassRef: z.strictObject({ group: text, kind: text, name: text }),
      requirements: z.array(
        z.strictObject({
          key: text,
          operator: z.enum(["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]),
          values: z.array(z.string()).optional(),
          minValues: z.int().optional(),
        }),
      ),
      taints: z.array(taint).optional(),
      startupTaints: z.array(taint).optional(),
      expireAfter: duration.optional(),
      terminationGracePeriod: duration.optional(),
    }),
  }),
  disruption: z
    .strictObject({
      consolidationPolicy: z.enum(["WhenEmpty", "WhenEmptyOrUnderutilized"]).optional(),
      consolidateAfter: duration,
      budgets: z
        .array(
          z.strictObject({
            nodes: z.string().regex(/^\d+%?$/),
            schedule: text.optional(),
            duration: duration.optional(),
            reasons: z.array(z.enum(["Empty", "Drifted", "Underutilized"])).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  limits: z.record(z.string(), quantity).optional(),
});

const targetGroupBinding = z.strictObject({
  serviceRef: z.strictObject({ name: text, port: z.union([z.int(), text]) }),
  targetGroupARN: z.string().startsWith("arn:"),
  targetType: z.enum(["ip", "instance"]),
  networking: z.unknown().optional(),
});

export const CUSTOM_KINDS: Readonly<Record<string, z.ZodType>> = {
  "kubernetes:eks.amazonaws.com/v1:NodeClass": nodeClass,
  "kubernetes:karpenter.sh/v1:NodePool": nodePool,
  "kubernetes:eks.amazonaws.com/v1:TargetGroupBinding": targetGroupBinding,
};

/** What the schema of a custom kind has against a spec; nothing for other types and for what is not known yet. */
export function customKindProblems(type: string, inputs: Values): InputProblem[] {
  const schema = CUSTOM_KINDS[type];
  if (schema === undefined) return [];
  const result = schema.safeParse(inputs["spec"]);
  if (result.success) return [];
  return result.error.issues
    .filter(({ path }) => {
      const value = path.reduce<unknown>(
        (inner, key) => (Array.isArray(inner) ? inner[Number(key)] : recordOf(inner)[String(key)]),
        inputs["spec"],
      );
      return !holdsUnknown(value);
    })
    .map(({ path, message }) => ({ property: ["spec", ...path.map(String)].join("."), reason: message }));
}
