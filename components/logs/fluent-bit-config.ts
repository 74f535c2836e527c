import { stringify } from "yaml";
import { LOG_CLASSES, LOG_CLASS_NAMES, logGroupName, type LogClass } from "./log-groups";

/** Where containerd writes what containers print: `<namespace>_<pod>_<uid>/<container>/<restart>.log`. */
export const POD_LOGS = "/var/log/pods";
/** Where the program remembers how far it has read. */
export const STATE = "/state";

/** Tags are `<namespace>.<pod>.<container>`; the names of streams, too. */
const TAG = "<namespace>.<pod>.<container>";
const TAG_REGEX = `^${POD_LOGS}/(?<namespace>[^_/]+)_(?<pod>[^_/]+)_[^/]+/(?<container>[^/]+)/`;

/** Namespaces that have a group of their own. */
const NAMED = Object.values(LOG_CLASSES).flat();

/** Tags of a class; the platform's own are those of no other class. */
const tagsOf = (logClass: LogClass): string => {
  const own: readonly string[] = LOG_CLASSES[logClass];
  return own.length > 0 ? `^(${own.join("|")})\\.` : `^(?!(${NAMED.join("|")})\\.)`;
};

/**
 * Configuration of Fluent Bit. What a container prints is sent as it is, line by line, so that JSON of the product can be searched by
 * its fields. No names are asked of the Kubernetes API: the path of a file has them.
 */
export const fluentBitConfig = ({
  clusterName,
  region,
}: {
  readonly clusterName: string;
  readonly region: string;
}): string =>
  stringify({
    service: {
      flush: 5,
      grace: 20,
      log_level: "warn",
      http_server: true,
      http_listen: "0.0.0.0",
      http_port: 2020,
      health_check: true,
    },
    pipeline: {
      inputs: [
        {
          name: "tail",
          path: `${POD_LOGS}/*/*/*.log`,
          // Its own lines would feed themselves.
          exclude_path: `${POD_LOGS}/logs_*/*/*.log`,
          "multiline.parser": "cri",
          tag: TAG,
          tag_regex: TAG_REGEX,
          db: `${STATE}/tail.db`,
          // A node that comes begins with the first line of its first pod.
          read_from_head: true,
          mem_buf_limit: "8M",
          buffer_max_size: "256k",
          skip_long_lines: true,
          refresh_interval: 10,
        },
      ],
      outputs: LOG_CLASS_NAMES.map((logClass) => ({
        name: "cloudwatch_logs",
        match_regex: tagsOf(logClass),
        region,
        log_group_name: logGroupName(clusterName, logClass),
        // With the tag behind it.
        log_stream_prefix: "pods.",
        log_key: "log",
        // Groups have a retention and a key: they are made by the program.
        auto_create_group: false,
        retry_limit: 10,
      })),
    },
  });
