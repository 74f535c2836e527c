import { z } from "zod";
import type { ClusterLogin } from "../components/cluster/kubeconfig";
import { show, type Problem } from "../tiers";

/** What the AWS provider's configuration says of credentials, as Pulumi stores it. */
export interface CredentialsText {
  /** Under `aws:profile`. */
  readonly profile?: string | undefined;
  /** Under `aws:assumeRoles`: a list of objects as JSON text. */
  readonly assumeRoles?: string | undefined;
}

const rolesSchema = z.array(z.looseObject({ roleArn: z.string(), externalId: z.string().optional() })).max(1);

/** Reads it; the provider and the cluster's login must be the same person, or the first Kubernetes object is refused. */
export function clusterLogin({ profile, assumeRoles }: CredentialsText): {
  login: ClusterLogin;
  problem?: Problem;
} {
  const login = { profile: profile ?? null, roleArn: null };
  if (assumeRoles === undefined) return { login };
  const allowed =
    "one role with a roleArn and no externalId: the cluster's login (aws eks get-token) can assume no other; put a chain of roles into a profile of the AWS CLI and set aws:profile";
  const problem = { path: "aws:assumeRoles", given: show(assumeRoles), allowed };
  try {
    const roles = rolesSchema.safeParse(JSON.parse(assumeRoles));
    const role = roles.data?.[0];
    if (!roles.success || role?.externalId !== undefined) return { login, problem };
    return { login: { ...login, roleArn: role?.roleArn ?? null } };
  } catch {
    // Why JSON.parse refused it would not help: the value is in the message.
    return { login, problem };
  }
}

/** Options of `aws eks` for the same login. */
export const loginOptions = ({ profile, roleArn }: ClusterLogin): string =>
  [
    ...(profile === null ? [] : [` --profile ${profile}`]),
    ...(roleArn === null ? [] : [` --role-arn ${roleArn}`]),
  ].join("");
