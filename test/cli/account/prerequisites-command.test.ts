import { prerequisitesCommand } from "../../../cli/account/prerequisites-command";
import { PLAIN } from "../../../cli/print/style";
import { ofTier } from "../../../cli/record/subject";
import { runScale } from "../../support/run-scale";

test("quotas that may bind have the command that shows what the account has", async () => {
  const { code, stdout } = await runScale("prerequisites", "2k");
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Tier 2K: what an account must allow in us-east-1\n/);
  expect(stdout).toMatch(/^vCPUs of On-Demand Standard instances +26 +5 +ask for more$/m);
  expect(stdout).toMatch(/^nodes of ElastiCache +4 +300$/m);
  expect(stdout).toContain(
    "  aws service-quotas get-service-quota --region us-east-1 --service-code ec2 --quota-code L-1216C47A --query Quota.Value\n",
  );
  expect(stdout).not.toContain("L-DFE45DF3");
  expect(stdout).toContain("  aws iam create-service-linked-role --aws-service-name rds.amazonaws.com\n");
  expect(stdout).toContain("the free plan of new accounts refuses 7 days of backups");
});

test("a stack is named where it is one", async () => {
  const stack = { ...ofTier("500"), stack: "prod", title: "Stack prod (tier 500)" };
  const { json, text } = await prerequisitesCommand(stack);
  expect(json).toMatchObject({ stack: "prod", tier: "500" });
  expect(text(PLAIN)).toMatch(/^Stack prod \(tier 500\): what an account must allow/);
});
