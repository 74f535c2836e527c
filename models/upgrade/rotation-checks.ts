import type { Rotated, RotationPhase } from "../../tiers";
import { USE_REGION } from "./database-commands";
import type { UpgradePhase } from "./report";

export type RotationStep = RotationPhase | "end";
type Check = UpgradePhase["checks"][number];

const rolledOut = (namespace: string, workload: string, expected = "successfully rolled out"): Check => ({
  command: `kubectl --namespace ${namespace} rollout status ${workload}`,
  expected,
});
const APPLICATION = rolledOut("app", "deployment/web");

/** The application's user at a generation (components/postgres/logins.ts). */
const applicationUser = (generation: number): string =>
  generation === 0 ? "app" : `app_writer_${generation % 2 === 1 ? "a" : "b"}`;

/** Clients of each pooler's pod that logged in as a user. */
const clientsOf = (user: string): Check => ({
  command: `for pod in $(kubectl --namespace postgres get pods --selector 'app.kubernetes.io/name in (postgres-rw, postgres-ro)' --output name); do kubectl --namespace postgres exec "$pod" -- psql --host 127.0.0.1 --port 6432 --username pooler_admin --dbname pgbouncer --no-align --tuples-only --command 'SHOW CLIENTS' | grep -c '^C|${user}|'; done`,
  expected: "0 for each pod",
});

const postgresChecks: Readonly<Record<RotationStep, (to: number) => Check[]>> = {
  add: () => [
    {
      command:
        "kubectl --namespace postgres get jobs --selector app.kubernetes.io/name=postgres-roles --output 'jsonpath={.items[*].status.succeeded}'",
      expected: "1 for each shard",
    },
    rolledOut("postgres", "deployment/postgres-rw"),
    rolledOut("postgres", "deployment/postgres-ro"),
  ],
  use: (to) => [APPLICATION, clientsOf(applicationUser(to - 1))],
  end: () => [
    rolledOut("postgres", "deployment/postgres-rw"),
    rolledOut("postgres", "deployment/postgres-ro"),
  ],
};

/** Status of the caches' user and how many passwords let in. */
const passwordsOfUser = (count: number): Check[] => [
  { command: USE_REGION, expected: "" },
  {
    command:
      'aws elasticache describe-users --user-id "$(pulumi stack output valkeyUserId)" --query "Users[].[Status,Authentication.PasswordCount]" --output text',
    expected: `active ${count}`,
  },
];

const peers = rolledOut("qdrant", "statefulset/qdrant", "rolling update complete");

/** What shows that a step of a rotation has done what it is for. */
export function rotationChecks(service: Rotated, to: number, step: RotationStep): Check[] {
  if (service === "postgres") return postgresChecks[step](to);
  if (step === "use") return [APPLICATION];
  if (service === "qdrant") return [peers];
  return passwordsOfUser(step === "add" ? 2 : 1);
}
