import { describeEach, lagOfEachReplica, rebootInTurn } from "../../../models/upgrade/database-commands";
import { readCounted } from "../../../models/upgrade/firewall-phases";
import { drainPeers, rebootDatabases } from "../../../models/upgrade/hand-phases";
import { unprotectClaims, waitForJob } from "../../../models/upgrade/qdrant-commands";
import { tierNamed } from "../../../tiers";
import { runCommands } from "../../support/stand-in-commands/run-commands";

const primaries = ["scaling-tiers-prod-shard-0", "scaling-tiers-prod-shard-1"];
const replicas = ["scaling-tiers-prod-shard-0-replica-0", "scaling-tiers-prod-shard-0-replica-1"];

/** Calls that name a database, without what they ask of it. */
const databaseCalls = (calls: readonly string[]): string[] =>
  calls.flatMap((call) => {
    const found =
      /^aws rds (reboot-db-instance|wait db-instance-available) --db-instance-identifier (\S+)/.exec(call);
    return found === null ? [] : [`${found[1]?.split(" ")[0] ?? ""} ${found[2] ?? ""}`];
  });

describe("the commands that reboot databases", () => {
  const [phase] = rebootDatabases(tierNamed("2k"), tierNamed("5k"));

  test("reboot the stack's own instances only, one after another, replicas before primaries", () => {
    const { code, calls } = runCommands(phase?.commands ?? [], { primaries, replicas });
    expect(code).toBe(0);
    expect(databaseCalls(calls)).toEqual(
      [...replicas, ...primaries].flatMap((name) => [`reboot-db-instance ${name}`, `wait ${name}`]),
    );
  });

  test("give the same result when they run twice", () => {
    const commands = phase?.commands ?? [];
    const { code, calls } = runCommands([...commands, ...commands], { primaries, replicas });
    expect(code).toBe(0);
    expect(new Set(databaseCalls(calls)).size).toBe(8);
  });

  test("stop at an instance that cannot be rebooted: no primary is rebooted before its replicas", () => {
    const [, failing = ""] = replicas;
    const run = runCommands(phase?.commands ?? [], { primaries, replicas, failing });
    expect(run.code).not.toBe(0);
    expect(run.stderr).toBe("InvalidDBInstanceState\n");
    expect(run.stdout).toMatch(new RegExp(`${failing}\n$`));
    expect(databaseCalls(run.calls)).toEqual([
      `reboot-db-instance ${replicas[0] ?? ""}`,
      `wait ${replicas[0] ?? ""}`,
      `reboot-db-instance ${failing}`,
    ]);
  });

  test("ask about the stack's own instances only", () => {
    const { calls } = runCommands([describeEach("postgresPrimaries"), lagOfEachReplica(5)], {
      primaries,
      replicas,
    });
    const asked = calls.filter((call) => call.startsWith("aws "));
    expect(asked).toHaveLength(primaries.length + replicas.length);
    for (const name of primaries)
      expect(asked).toContainEqual(
        expect.stringContaining(`describe-db-instances --db-instance-identifier ${name} `),
      );
    for (const name of replicas)
      expect(asked).toContainEqual(expect.stringContaining(`Name=DBInstanceIdentifier,Value=${name} `));
  });

  test("do nothing where there is no replica", () => {
    expect(runCommands([rebootInTurn("postgresReplicas")]).calls).toEqual([
      "pulumi stack output postgresReplicas --json",
    ]);
  });
});

describe("the commands that read what the firewall counted", () => {
  const [phase] = readCounted({ ...tierNamed("2k"), cdn: tierNamed("500").cdn }, tierNamed("2k"));

  test("ask about the stack's own web ACL, for each rule that is to block", () => {
    const { code, calls } = runCommands(phase?.commands ?? []);
    expect(code).toBe(0);
    const asked = calls.filter((call) => call.startsWith("aws "));
    expect(asked.filter((call) => call.includes("CountedRequests"))).toEqual(
      ["ip-reputation", "sql-injection"].map(
        (rule) =>
          expect.stringContaining(
            `Name=WebACL,Value=prod-cdn-1 Name=Rule,Value=${rule} `,
          ) as unknown as string,
      ),
    );
    expect(asked.filter((call) => call.includes("get-sampled-requests"))).toEqual(
      ["ip-reputation", "sql-injection"].map(
        (rule) =>
          expect.stringMatching(
            new RegExp(`--web-acl-arn arn:aws:wafv2:us-east-1:1:global/webacl/prod-cdn-1/a .*${rule} `),
          ) as unknown as string,
      ),
    );
  });

  test("are printed only where a rule begins to block", () => {
    expect(readCounted(tierNamed("2k"), tierNamed("500"))).toEqual([]);
  });
});

describe("the commands around Qdrant's job", () => {
  test("end at once when the job has failed", () => {
    const { code, calls } = runCommands([waitForJob("drain")], { job: "FailureTarget Failed" });
    expect(code).toBe(1);
    expect(calls.filter((call) => call.startsWith("sleep"))).toEqual([]);
  });

  test("succeed when it is complete", () => {
    expect(runCommands([waitForJob("drain")]).code).toBe(0);
  });

  test("unprotect the claims of the peers that go, and of no other", () => {
    const { calls } = runCommands([unprotectClaims([6, 7])]);
    expect(calls.filter((call) => call.startsWith("pulumi state"))).toEqual(
      [6, 7].map(
        (peer) =>
          `pulumi state unprotect --yes urn:pulumi:prod::scaling-tiers::platform:qdrant:Qdrant$kubernetes:core/v1:PersistentVolumeClaim::qdrant-storage-${peer}`,
      ),
    );
  });

  test("of a step down name exactly the peers that go", () => {
    const [phase] = drainPeers(tierNamed("20k"), tierNamed("10k"));
    expect(phase?.commands.at(-1)).toBe(unprotectClaims([6, 7]));
  });
});
