/** Who may take a role: one AWS service, as JSON. */
export function trustPolicy(service: string, actions: string | readonly string[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: actions }],
  });
}

/** Lets pods take a role through EKS Pod Identity. */
export const POD_TRUST_POLICY = trustPolicy("pods.eks.amazonaws.com", ["sts:AssumeRole", "sts:TagSession"]);
