import { slotOf, userOf } from "../../../components/postgres/logins";
import { rotationReport } from "../../../models/upgrade/rotation";
import { rotationChecks } from "../../../models/upgrade/rotation-checks";
import { ROTATED } from "../../../tiers";
import { runCommands } from "../../support/stand-in-commands/run-commands";

test("the way back of a phase is the configuration before it", () => {
  expect(rotationReport("valkey", 3).phases.map(({ rollback }) => rollback)).toEqual([
    "pulumi config set --path rotation.valkey.generation 2, pulumi config rm --path rotation.valkey.phase, then pulumi up.",
    "pulumi config set --path rotation.valkey.phase add, then pulumi up.",
    "The old one does not come back. pulumi config set --path rotation.valkey.phase use, then pulumi up, opens the phase before it with another in its place.",
  ]);
});

test("only Qdrant has a downtime, and it is named", () => {
  expect(ROTATED.filter((service) => !rotationReport(service, 2).downtime.startsWith("none"))).toEqual([
    "qdrant",
  ]);
  expect(rotationReport("qdrant", 2).downtime).toContain("a named outage");
});

test.each([1, 2, 3, 4])("who must be gone before generation %i ends is the user before it", (to) => {
  const user = to === 1 ? "app" : userOf("writer", slotOf(to - 1));
  expect(rotationChecks("postgres", to, "use").map(({ command }) => command)).toContainEqual(
    expect.stringContaining(`grep -c '^C|${user}|'`),
  );
});

test("the caches' user is asked for by the stack's own name, in the stack's region", () => {
  const commands = rotationChecks("valkey", 2, "add").map(({ command }) => command);
  const { code, stdout, calls } = runCommands(commands);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "active\t2\n" });
  expect(calls).toEqual([
    "pulumi stack output region",
    "pulumi stack output valkeyUserId",
    "aws elasticache describe-users --user-id scaling-tiers-prod-valkey-app --query Users[].[Status,Authentication.PasswordCount] --output text",
  ]);
});
