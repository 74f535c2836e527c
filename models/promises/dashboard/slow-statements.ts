/** As many as `scale queries` shows. */
const STATEMENTS = 10;
/** CloudWatch looks into so many groups at once (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Source.html). */
const GROUPS_MAX = 50;

/**
 * A query of CloudWatch Logs Insights: the statements that took the most time, of those that databases log as slow
 * (`log_min_duration_statement`), in a line such as `duration: 1500.2 ms  execute <unnamed>: select …`.
 * @param databases identifiers in RDS, whose logs are exported
 */
export const slowStatementsQuery = (databases: readonly string[]): string =>
  [
    ...databases.slice(0, GROUPS_MAX).map((database) => `SOURCE '/aws/rds/instance/${database}/postgresql'`),
    "filter @message like /duration: [0-9.]+ ms/",
    "parse @message /duration: (?<milliseconds>[0-9.]+) ms\\s+(?:statement|execute [^:]*): (?<statement>[\\s\\S]+)/",
    "filter ispresent(statement)",
    "stats sum(milliseconds) as totalMilliseconds, max(milliseconds) as longestMilliseconds, count(*) as times by statement",
    "sort totalMilliseconds desc",
    `limit ${STATEMENTS}`,
  ].join(" | ");
