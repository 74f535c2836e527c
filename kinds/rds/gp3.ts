/** From here on RDS for PostgreSQL stripes a gp3 disk over four volumes (RDS user guide, "gp3 storage"). */
export const STRIPED_FROM_GIB = 400;

/** What a gp3 disk brings without a price of its own, by whether it is striped; throughput in MiB/s. */
export const GP3_INCLUDED = {
  plain: { iops: 3_000, storageThroughput: 125 },
  striped: { iops: 12_000, storageThroughput: 500 },
} as const;

/**
 * Inputs of an instance: the included IOPS and throughput from 400 GiB on, nothing below, where RDS refuses them. Left out, the
 * provider would send the old 3,000 IOPS with a disk that grows past 400 GiB, and RDS refuses fewer than 12,000
 * (https://github.com/hashicorp/terraform-provider-aws/issues/28382).
 */
export const gp3Performance = (
  allocatedStorageGiB: number,
): { readonly iops?: number; readonly storageThroughput?: number } =>
  allocatedStorageGiB < STRIPED_FROM_GIB ? {} : GP3_INCLUDED.striped;
