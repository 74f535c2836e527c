/** A value in a template of CloudFormation. */
export type TemplateValue =
  string | number | boolean | readonly TemplateValue[] | { readonly [key: string]: TemplateValue };

export interface TemplateResource {
  readonly Type: string;
  readonly DeletionPolicy?: "Retain";
  readonly UpdateReplacePolicy?: "Retain";
  readonly Properties: Readonly<Record<string, TemplateValue>>;
}

/** What has to hold before CloudFormation makes anything. */
interface TemplateRule {
  readonly Assertions: readonly { readonly Assert: TemplateValue; readonly AssertDescription: string }[];
}

/** A template, as CloudFormation reads it. */
export interface Template {
  readonly AWSTemplateFormatVersion: "2010-09-09";
  readonly Description: string;
  readonly Rules: Readonly<Record<string, TemplateRule>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Description: string; readonly Value: TemplateValue }>>;
}

export const ref = (name: string): TemplateValue => ({ Ref: name });

export const getAtt = (resource: string, attribute = "Arn"): TemplateValue => ({
  "Fn::GetAtt": [resource, attribute],
});

/** A text with `${…}` in it, which CloudFormation fills in. */
export const sub = (text: string): TemplateValue => ({ "Fn::Sub": text });

/** A resource that stays when the stack goes, or makes another one in its place. */
export const retained = (Type: string, Properties: TemplateResource["Properties"]): TemplateResource => ({
  Type,
  DeletionPolicy: "Retain",
  UpdateReplacePolicy: "Retain",
  Properties,
});

/** All principals of an account that its own IAM allows something. */
export const accountArn = (account: string): string => `arn:aws:iam::${account}:root`;

export const policy = (...Statement: readonly TemplateValue[]): TemplateValue => ({
  Version: "2012-10-17",
  Statement,
});
