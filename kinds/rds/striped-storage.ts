/** From here on RDS for PostgreSQL stripes a gp3 disk over four volumes: 12,000 IOPS are included, 3,000 below ("Amazon RDS DB instance storage", gp3). */
export const STRIPED_FROM_GIB = 400;
