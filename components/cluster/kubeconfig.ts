import type * as pulumi from "@pulumi/pulumi";

export interface KubeconfigArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly region: string;
  readonly endpoint: pulumi.Input<string>;
  /** PEM in base64, as EKS returns it. */
  readonly certificateAuthorityData: pulumi.Input<string>;
  /** Default: the ambient credentials, without another role. */
  readonly login?: { readonly profile: string | null; readonly roleArn: string | null } | undefined;
}

/**
 * A kubeconfig without a secret: each run asks for a token of its own, with the credentials of whoever runs it or that the
 * stack names for AWS. The
 * AWS CLI must be there.
 */
export function kubeconfig({
  clusterName,
  region,
  endpoint,
  certificateAuthorityData,
  login: { profile, roleArn } = { profile: null, roleArn: null },
}: KubeconfigArgs) {
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "eks",
    clusters: [
      {
        name: "eks",
        cluster: { server: endpoint, "certificate-authority-data": certificateAuthorityData },
      },
    ],
    contexts: [{ name: "eks", context: { cluster: "eks", user: "aws" } }],
    users: [
      {
        name: "aws",
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1",
            command: "aws",
            args: [
              ...["eks", "get-token", "--cluster-name", clusterName, "--region", region, "--output", "json"],
              ...(roleArn === null ? [] : ["--role-arn", roleArn]),
            ],
            ...(profile === null ? {} : { env: [{ name: "AWS_PROFILE", value: profile }] }),
            interactiveMode: "Never",
          },
        },
      },
    ],
  };
}
