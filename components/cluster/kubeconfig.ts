import type * as pulumi from "@pulumi/pulumi";

/** With whose credentials `aws eks get-token` asks for a token: those that the AWS provider uses too. */
export interface ClusterLogin {
  /** A profile of the AWS CLI; null for the ambient credentials. */
  readonly profile: string | null;
  /** A role that is assumed first; null for none. */
  readonly roleArn: string | null;
}

export interface KubeconfigArgs {
  readonly clusterName: pulumi.Input<string>;
  readonly region: string;
  readonly endpoint: pulumi.Input<string>;
  /** PEM in base64, as EKS returns it. */
  readonly certificateAuthorityData: pulumi.Input<string>;
  /** Default: the ambient credentials, without another role. */
  readonly login?: ClusterLogin | undefined;
}

/**
 * A kubeconfig without a secret: each run asks for a token of its own, with the credentials of whoever runs it, or those
 * that the stack names for AWS. The AWS CLI must be there.
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
