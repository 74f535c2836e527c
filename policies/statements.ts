import { at, isRecord, listOf, recordOf } from "../models/manifest/values";
import { openBlocks } from "../tiers";

/** One key of a condition under one operator. */
export interface Condition {
  /** Without `ForAnyValue:`; `ForAllValues:` and `IfExists` stay, since they hold where the key is absent. */
  readonly operator: string;
  /** In lower case, as IAM compares it. */
  readonly key: string;
  readonly values: readonly string[];
}

/** Who a statement is about. */
export interface Principal {
  readonly kind: "AWS" | "Service" | "Federated" | "CanonicalUser";
  /** `*` stands for everybody. */
  readonly value: string;
}

/** A statement of an IAM policy, its lists always lists. */
export interface Statement {
  readonly sid: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly Principal[];
  /** `NotAction`, `NotResource` and `NotPrincipal`, where it uses them: it then reaches all that it does not name. */
  readonly inverted: readonly string[];
  readonly conditions: readonly Condition[];
  /** At least one condition holds for some requests only. */
  readonly isNarrowed: boolean;
  /** It concerns what comes without TLS, and nothing else. */
  readonly plainHttpOnly: boolean;
}

const texts = (value: unknown): string[] =>
  (typeof value === "string" || typeof value === "boolean" ? [String(value)] : listOf(value)).filter(
    (one): one is string => typeof one === "string",
  );

function parsed(document: unknown): unknown {
  if (typeof document !== "string") return document;
  try {
    return JSON.parse(document) as unknown;
  } catch {
    return undefined;
  }
}

/** Whether an input holds a policy that can be read: what cannot be read can allow anything. */
export const isDocument = (document: unknown): boolean => isRecord(parsed(document));

const conditionsOf = (statement: unknown): Condition[] =>
  Object.entries(recordOf(at(statement, "Condition"))).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys)).map(([key, values]) => ({
      operator: operator.replace(/^ForAnyValue:/i, ""),
      key: key.toLowerCase(),
      values: texts(values),
    })),
  );

const EXACT = /^(String|Arn|Numeric)Equals(IgnoreCase)?$/i;
const LIKE = /^(StringLike|ArnLike|ArnEquals)$/i;
/** `*`, `?*`, `arn:aws:*`, `arn:*:s3:::*`: what names nothing. */
const NAMES_NOTHING = /^[*?]*$|^arn:[^:]*(:[*?a-z0-9-]*){0,2}:*[*?]*$/;

/**
 * Whether a condition keeps any requests out. Operators of which that is not known (negations, those that hold where the
 * key is absent, dates, numbers) are taken to keep none out.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function isNarrowing({ operator, key, values }: Condition): boolean {
  // How a request comes, not from whom: every client can speak TLS.
  if (values.length === 0 || key === "aws:securetransport") return false;
  if (LIKE.test(operator)) return values.every((value) => !NAMES_NOTHING.test(value));
  if (EXACT.test(operator)) return true;
  if (/^Bool$/i.test(operator)) return key.startsWith("kms:") && values.every((value) => value === "true");
  if (/^IpAddress$/i.test(operator))
    return openBlocks(values.map((value) => (value.includes("/") ? value : `${value}/32`))).length === 0;
  return false;
}

const KINDS = ["AWS", "Service", "Federated", "CanonicalUser"] as const;

function principalsOf(statement: unknown): Principal[] {
  const given = at(statement, "Principal");
  if (typeof given === "string") return [{ kind: "AWS", value: given }];
  return KINDS.flatMap((kind) => texts(at(given, kind)).map((value) => ({ kind, value })));
}

/** The statements of a policy, given as JSON text or as an object; none of what is neither. */
export function statementsOf(document: unknown): Statement[] {
  const statements = at(parsed(document), "Statement");
  return (Array.isArray(statements) ? (statements as unknown[]) : [statements])
    .filter((one) => one !== undefined)
    .map((one) => {
      const conditions = conditionsOf(one);
      return {
        sid: texts(at(one, "Sid"))[0] ?? "",
        effect: texts(at(one, "Effect"))[0] ?? "",
        actions: texts(at(one, "Action")),
        resources: texts(at(one, "Resource")),
        principals: principalsOf(one),
        inverted: ["NotAction", "NotResource", "NotPrincipal"].filter((key) => at(one, key) !== undefined),
        conditions,
        isNarrowed: conditions.some(isNarrowing),
        plainHttpOnly: conditions.length === 1 && at(one, "Condition.Bool.aws:SecureTransport") === "false",
      };
    });
}

const GUEST = "cognito-identity.amazonaws.com";

/**
 * Identity pools of Cognito whose guests a statement lets take a role: those that it names by a condition, and none where it names
 * none, or lets in more than guests.
 */
export function guestPoolsOf({ effect, principals, actions, conditions, inverted }: Statement): string[] {
  const isForGuests =
    effect === "Allow" &&
    inverted.length === 0 &&
    principals.length > 0 &&
    principals.every(({ kind, value }) => kind === "Federated" && value === GUEST) &&
    actions.length > 0 &&
    actions.every((action) => action === "sts:AssumeRoleWithWebIdentity") &&
    conditions.some(({ key, values }) => key === `${GUEST}:amr` && values.join() === "unauthenticated");
  if (!isForGuests) return [];
  return conditions.flatMap(({ operator, key, values }) =>
    operator === "StringEquals" && key === `${GUEST}:aud` ? values : [],
  );
}
