/** Sources that several types cite. */
export const NOT_REREAD =
  "model knowledge of the provider schema, NOT re-read; verify with a preview before relying on it";
export const AWS_NOT_REREAD = "general AWS knowledge, NOT re-read";
export const AWSX_SCHEMA =
  "pulumi/pulumi-awsx provider schema.json (2026-08-20, built on @pulumi/aws ^7.42.0), willReplaceOnChanges flags";
export const PROVIDER_TYPES = "@pulumi/aws 7.48.0 d.ts doc comment";
/** What pulumi-kubernetes replaces an object for. */
export const KUBERNETES_DIFF =
  "https://github.com/pulumi/pulumi-kubernetes/blob/master/provider/pkg/provider/diff.go";
export const KUBERNETES_SETTINGS =
  "@pulumi/kubernetes 4.34.2, doc comments of ProviderArgs.enableConfigMapMutable and enableSecretMutable";
