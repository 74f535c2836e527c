import { STRIPED_FROM_GIB } from "../../kinds/rds/striped-storage";

/**
 * IOPS and throughput in MiB/s of a gp3 disk: the included baseline from 400 GiB on, nothing below, where RDS refuses them.
 * Left out, the provider would send the old 3,000 IOPS with a disk that grows past 400 GiB, and RDS refuses fewer than 12,000
 * (https://github.com/hashicorp/terraform-provider-aws/issues/28382).
 */
export const gp3Performance = (
  allocatedStorageGiB: number,
): { readonly iops?: number; readonly storageThroughput?: number } =>
  allocatedStorageGiB < STRIPED_FROM_GIB ? {} : { iops: 12_000, storageThroughput: 500 };
