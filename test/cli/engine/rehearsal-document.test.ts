import { rehearsalDocument } from "../../../cli/engine/rehearsal-document";
import { PLAIN } from "../../../cli/print/style";
import { textOf } from "../../../cli/print/text-printer";
import type { RehearsalReport } from "../../../models/reports/rehearsal";

const REPORT: RehearsalReport = {
  schemaVersion: 1,
  tier: "2k",
  region: "us-east-1",
  cliVersion: "3.250.0",
  operations: [
    { operation: "up", changes: 2, seconds: 4.25 },
    { operation: "refresh", changes: 0, seconds: 1 },
  ],
  created: 2,
  components: [{ component: "network", created: 2, readyMinutesMin: 1.25, readyMinutesMax: 12.4 }],
  totalMinutesMin: 1.25,
  totalMinutesMax: 12.4,
  criticalPath: [
    {
      urn: "u",
      component: "network",
      type: "aws:ec2/vpc:Vpc",
      name: "network-vpc",
      startMinutesMin: 0,
      startMinutesMax: 0,
      takesMinutesMin: 0.1,
      takesMinutesMax: 1,
      basis: "estimate",
      note: "n",
      source: null,
    },
  ],
  notProved: ["That AWS accepts it."],
};

test("a rehearsal: what ran, what was created, and what waits for what", () => {
  expect(textOf(rehearsalDocument(REPORT), PLAIN).split("\n")).toEqual([
    "Tier 2K comes up: 2 objects on Pulumi's engine",
    "Pulumi CLI 3.250.0, with stand-ins in place of AWS and Kubernetes.",
    "",
    "up       2 changes  4.3 s",
    "refresh  0 changes  1.0 s",
    "",
    "What was created, and when it would be there on AWS",
    "component  objects  minutes",
    "network          2   1.3–12",
    "",
    "The first up on AWS would take 1.3–12 minutes; these wait for one another",
    "resource     begins by  duration  figure",
    "network-vpc        0.0   0.1–1.0  estimate",
    "Minutes. Sources: add --json",
    "",
    "What this cannot prove",
    "- That AWS accepts it.",
    "",
  ]);
});
