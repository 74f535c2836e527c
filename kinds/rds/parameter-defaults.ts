/**
 * Parameters whose default is the value here, in the families `postgres15` and later. RDS takes a value that equals the default for
 * no change of the group and keeps the parameter as it was: with the source `system` or `engine-default`.
 * rds.force_ssl: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html; the others:
 * https://www.postgresql.org/docs/17/runtime-config.html; RDS preloads pg_stat_statements by itself:
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.html.
 */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ["rds.force_ssl", "1"],
  ["max_locks_per_transaction", "64"],
  ["max_prepared_transactions", "0"],
  ["hot_standby_feedback", "0"],
  ["statement_timeout", "0"],
  ["log_min_duration_statement", "-1"],
  ["log_parameter_max_length", "-1"],
  ["shared_preload_libraries", "pg_stat_statements"],
]);

export const isParameterDefault = (name: unknown, value: unknown): boolean =>
  DEFAULTS.get(String(name)) === String(value);
