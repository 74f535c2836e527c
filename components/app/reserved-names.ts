import { CONTRACT_KEYS } from "./contract-keys";

/** What the environment of a pod has beside the contract. */
const POD_KEYS = ["NODE_ENV", "PORT", "APP_ROLE", "AWS_REGION", "ASSET_BUCKET"] as const;
export type PodKey = (typeof POD_KEYS)[number];

interface Reserved {
  readonly names: RegExp;
  readonly why: string;
}

const RESERVED: readonly Reserved[] = [
  {
    // Before the role of the pod in the order of the AWS SDK: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
    names:
      /^AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|PROFILE|DEFAULT_REGION|ROLE_ARN|WEB_IDENTITY_TOKEN_FILE|CONTAINER_.*)$/,
    why: "another name: the AWS SDK would take it instead of the role and region of the pod; give a client its keys in code",
  },
  {
    names: /^(KUBERNETES_(SERVICE|PORT).*|HOSTNAME|PATH)$/,
    why: "another name: Kubernetes or the image sets this one",
  },
];

/**
 * Why the product may not have a variable of this name, as what would be allowed instead.
 * @returns null when it may
 */
export function reservedBy(name: string): string | null {
  if ([...CONTRACT_KEYS, ...POD_KEYS].includes(name))
    return "another name: the platform sets this one (docs/application.md)";
  return RESERVED.find(({ names }) => names.test(name))?.why ?? null;
}
