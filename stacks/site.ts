import * as aws from "@pulumi/aws";
import type { Zone } from "../components/shared/context";
import { InputError } from "../tiers";

/** The account and the zones a stack is built in. Plain values, read before anything is registered. */
export interface Site {
  readonly accountId: string;
  readonly partition: string;
  readonly zones: readonly Zone[];
  /** Minor version of Kubernetes that the control plane runs; null where there is none yet. */
  readonly runningKubernetesVersion: string | null;
}

/**
 * Zones that cannot take part: the EKS control plane (network requirements page) or CloudFront VPC origins
 * (restrictions of VPC origins) refuse them.
 */
export const REFUSED_ZONE_IDS: readonly string[] = ["use1-az3", "usw1-az2", "cac1-az3", "apne1-az3"];

const ZONES_NEEDED = 3;

/**
 * The three zones of a stack, by zone id: those asked for, else the first three usable ones.
 * @throws InputError when the region has fewer, or one asked for is not usable
 */
export function chooseZones(
  available: readonly Zone[],
  region: string,
  zoneIds: readonly string[] | undefined,
): Zone[] {
  const usable = available
    .filter(({ id }) => !REFUSED_ZONE_IDS.includes(id))
    .sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  const names = usable.map(({ id }) => id).join(", ") || "none";
  if (usable.length < ZONES_NEEDED)
    throw new InputError(
      `Region ${region} has ${usable.length} usable availability zones (${names}); the platform needs ${ZONES_NEEDED} that both EKS and CloudFront VPC origins accept. Choose another region: pulumi config set aws:region us-east-1`,
    );
  if (zoneIds === undefined) return usable.slice(0, ZONES_NEEDED);
  return zoneIds.map((zoneId, index) => {
    const zone = usable.find(({ id }) => id === zoneId);
    if (zone !== undefined) return zone;
    throw new InputError(`The configured zones are refused:`, [
      {
        path: `zoneIds.${index}`,
        given: `"${zoneId}"`,
        allowed: `three of the usable zones of ${region}: ${names}`,
      },
    ]);
  });
}

async function runningVersion(clusterName: string): Promise<string | null> {
  const { names } = await aws.eks.getClusters();
  if (!names.includes(clusterName)) return null;
  return (await aws.eks.getCluster({ name: clusterName })).version;
}

/** Asks AWS where the stack is built, and what of it is there that may not go back. */
export async function discoverSite(
  region: string,
  zoneIds: readonly string[] | undefined,
  clusterName: string,
): Promise<Site> {
  const [identity, partition, zones, runningKubernetesVersion] = await Promise.all([
    aws.getCallerIdentity(),
    aws.getPartition(),
    aws.getAvailabilityZones({
      // Zones that are down for the moment stay in the list: a subnet must not move because of an outage.
      allAvailabilityZones: false,
      filters: [
        { name: "zone-type", values: ["availability-zone"] },
        { name: "opt-in-status", values: ["opt-in-not-required"] },
      ],
    }),
    runningVersion(clusterName),
  ]);
  const available = zones.zoneIds.map((id, index) => ({ id, name: zones.names[index] ?? id }));
  return {
    accountId: identity.accountId,
    partition: partition.partition,
    zones: chooseZones(available, region, zoneIds),
    runningKubernetesVersion,
  };
}
