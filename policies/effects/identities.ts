import { at, listOf, recordOf } from "../../models/manifest/values";
import { textOf } from "../read";
import type { PolicyResource } from "../rule";

export const ROLE = "aws:iam/role:Role";

/** Types that give somebody rights by a document of their own. */
export const IDENTITY_POLICIES = [
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/policy:Policy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  ROLE,
];

/** A policy that gives its holder rights, and where it stands. */
export interface IdentityDocument {
  /** Input that holds it. */
  readonly input: string;
  readonly document: unknown;
}

/** The documents of a resource of the types above: a role can hold some itself. */
export const identityDocuments = ({ type, inputs }: PolicyResource): readonly IdentityDocument[] =>
  type === ROLE
    ? listOf(inputs["inlinePolicies"]).map((one, index) => ({
        input: `inlinePolicies[${index}]`,
        document: at(recordOf(one), "policy"),
      }))
    : [{ input: "policy", document: inputs["policy"] }];

/** Types that give somebody a managed policy. */
export const ATTACHMENTS = [
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  "aws:iam/policyAttachment:PolicyAttachment",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
  ROLE,
];

/** ARNs of the managed policies that a resource of these types gives. */
export const managedPolicies = ({ inputs }: PolicyResource): readonly string[] =>
  [inputs["policyArn"], ...listOf(inputs["policyArns"]), ...listOf(inputs["managedPolicyArns"])]
    .map(textOf)
    .filter((arn) => arn !== "");

/** Types that say who may use something, with the input that holds the document. */
export const RESOURCE_POLICIES: Readonly<Record<string, string>> = {
  "aws:s3/bucketPolicy:BucketPolicy": "policy",
  "aws:sqs/queuePolicy:QueuePolicy": "policy",
  "aws:sqs/queue:Queue": "policy",
  "aws:sns/topicPolicy:TopicPolicy": "policy",
  "aws:sns/topic:Topic": "policy",
  "aws:kms/key:Key": "policy",
  "aws:kms/keyPolicy:KeyPolicy": "policy",
  "aws:secretsmanager/secret:Secret": "policy",
  "aws:secretsmanager/secretPolicy:SecretPolicy": "policy",
  "aws:s3/bucket:Bucket": "policy",
  "aws:ec2/vpcEndpoint:VpcEndpoint": "policy",
  "aws:ecr/repositoryPolicy:RepositoryPolicy": "policy",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
};
