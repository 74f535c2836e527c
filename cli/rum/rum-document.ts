import type { TierName } from "../../tiers";
import { note, section, type Commands, type Document } from "../print/document";

/** What `scale rum` says. */
export interface RumReport {
  readonly schemaVersion: 1;
  readonly tier: TierName;
  readonly region: string;
  /** HTML of one line. */
  readonly snippet: string;
  readonly appMonitorName: string;
  readonly sampledSessionsPercent: number;
  /** Of the web client that the script loads. */
  readonly clientVersion: string;
  /** What a policy of the application must let in. */
  readonly contentSecurityPolicy: {
    readonly scriptSrc: readonly string[];
    readonly connectSrc: readonly string[];
  };
}

const shell = (command: string): Commands => ({ kind: "commands", language: "sh", lines: [{ command }] });

/** The tag, what it asks of the application's policy, and how to see that it works. */
export const rumDocument = (
  title: string,
  {
    snippet,
    region,
    appMonitorName,
    sampledSessionsPercent,
    clientVersion,
    contentSecurityPolicy,
  }: RumReport,
): Document => ({
  title: `${title}: real-user monitoring`,
  blocks: [
    section("First in the head of every page", { kind: "facts", facts: [["tag", [{ code: snippet }]]] }),
    section("Let in by the application's Content-Security-Policy, where it has one", {
      kind: "facts",
      facts: [
        ["script-src", contentSecurityPolicy.scriptSrc.join(" ")],
        ["connect-src", contentSecurityPolicy.connectSrc.join(" ")],
      ],
    }),
    section("What it does", {
      kind: "facts",
      facts: [
        ["measures", `${sampledSessionsPercent} % of the sessions`],
        ["web client", `aws-rum-web ${clientVersion}, from AWS`],
        ["reports to", `${appMonitorName} in ${region}`],
      ],
    }),
    section(
      "Id of the app monitor, once the stack is up",
      shell(
        `aws rum get-app-monitor --name ${appMonitorName} --region ${region} --query AppMonitor.Id --output text`,
      ),
    ),
    note("Cookies, consent, and what stays in the browser: docs/real-user-monitoring.md"),
  ],
});
