import { note, section, table, type Commands, type Document } from "../print/document";
import type { FollowedLogs } from "./followed-logs";

const quoted = (text: string): string => `'${text}'`;

/** Follows what is printed from now on, as it arrives in CloudWatch. */
export const tailCommand = ({ logGroup, streamPrefix }: FollowedLogs, region: string): string =>
  `aws logs tail ${quoted(logGroup)} --region ${region} --log-stream-name-prefix ${quoted(streamPrefix)} --follow --since 15m`;

const kubectlCommand = ({ workload }: FollowedLogs): string => {
  const [namespace = "", name = ""] = workload.split("/");
  return `kubectl -n ${namespace} logs -l app.kubernetes.io/name=${name} --all-containers --prefix --follow --tail 50`;
};

const line = (command: string): Commands => ({ kind: "commands", language: "sh", lines: [{ command }] });

/** How to follow one workload. */
export function logsDocument(title: string, logs: FollowedLogs, region: string): Document {
  return {
    title: `${title}: logs of ${logs.workload}`,
    blocks: [
      section("In CloudWatch, also of pods that are gone", line(tailCommand(logs, region))),
      section("On the nodes, of pods that still run", line(kubectlCommand(logs))),
      note(
        `Kept for ${logs.retentionDays} days in ${logs.logGroup}, a stream for each container. How they get there: docs/logs.md`,
      ),
    ],
  };
}

/** Every workload with its log group. */
export function allLogsDocument(title: string, all: readonly FollowedLogs[]): Document {
  return {
    title: `${title}: logs by workload`,
    blocks: [
      table(
        ["workload", "log group", ">days"],
        all.map(({ workload, logGroup, retentionDays }) => [workload, logGroup, String(retentionDays)]),
      ),
      note("How to follow one: ./scale logs 500 web"),
    ],
  };
}
