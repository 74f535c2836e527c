/** Sources that several types cite. */
export const NOT_REREAD =
  "model knowledge of the provider schema, NOT re-read; verify with a preview before relying on it";
/**
 * A file of the AWS provider's source that was read for what replaces an object.
 * @param file below `internal/service/`, without its ending
 * @param version of the provider: what changed after it was not read
 */
export const providerSource = (file: string, version: string): string =>
  `hashicorp/terraform-provider-aws:internal/service/${file}.go (${version})`;
export const AWS_NOT_REREAD = "general AWS knowledge, NOT re-read";
export const AWSX_SCHEMA =
  "pulumi/pulumi-awsx provider schema.json (2026-08-20, built on @pulumi/aws ^7.42.0), willReplaceOnChanges flags";
export const PROVIDER_TYPES = "@pulumi/aws 7.48.0 d.ts doc comment";
/** What pulumi-kubernetes replaces an object for. */
export const KUBERNETES_DIFF =
  "https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go (of 2026-07-01, after v4.32)";
export const KUBERNETES_SETTINGS =
  "@pulumi/kubernetes 4.34.2, doc comments of ProviderArgs.enableConfigMapMutable and enableSecretMutable";
