import type { Template, TemplateValue } from "../../models/account/template";

/** Properties that hold policy documents. */
const DOCUMENTS = ["AccessPolicy", "KeyPolicy", "PolicyDocument"];

const ACCOUNT = "444455556666";

/** Of a bucket: documents name no ARN of anything else. */
const arnOf = (id: string): string => `arn:aws:s3:::${id.toLowerCase()}`;

const isList = (value: TemplateValue): value is readonly TemplateValue[] => Array.isArray(value);

/** A value as CloudFormation fills it in. */
function filled(value: TemplateValue): TemplateValue {
  if (typeof value !== "object") return value;
  if (isList(value)) return value.map(filled);
  const { "Fn::GetAtt": attribute, "Fn::Sub": text } = value;
  if (attribute !== undefined && typeof attribute === "object" && isList(attribute))
    return arnOf(attribute[0] as string);
  if (typeof text === "string")
    return text
      .replaceAll("${AWS::AccountId}", ACCOUNT)
      .replaceAll(/\$\{(\w+)\.Arn\}/g, (_, id: string) => arnOf(id));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each)]));
}

/** The policy documents of a template, by the names of their resources. */
export const documentsOfTemplate = ({ Resources }: Template): Record<string, string> =>
  Object.fromEntries(
    Object.entries(Resources).flatMap(([name, { Properties }]) =>
      DOCUMENTS.flatMap((property) => {
        const document = Properties[property];
        return document === undefined ? [] : [[name, JSON.stringify(filled(document))]];
      }),
    ),
  );
