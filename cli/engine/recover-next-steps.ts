import type { Interruption } from "../../rehearsal/interruption";
import type { UserStack } from "../../rehearsal/user-stack";

const COMMAND = "./scale recover";

/** Whether an interrupted run has left nothing. */
export const isClean = ({ locks, pending, brokenMetadata }: Interruption): boolean =>
  locks.length + pending.length + brokenMetadata.length === 0;

/** What a person runs next, in order. */
export function nextSteps(found: Interruption, user: UserStack): string[] {
  const { locks, possibleOrphans } = found;
  const alive = locks.find(({ isOwnerAlive }) => isOwnerAlive === true);
  if (alive !== undefined)
    return [`wait until process ${alive.pid} has ended, then: ${COMMAND} ${user.stack}`];
  if (isClean(found)) return [`pulumi up --stack ${user.stack}`];
  const foreign = locks.filter(({ isOwnerAlive }) => isOwnerAlive === null);
  const byHand = user.backendFolder === null || foreign.length > 0;
  const look = possibleOrphans.map(({ type, physicalName, name }) => lookFor(type, physicalName ?? name));
  if (byHand)
    return [
      ...foreign.map(({ pid, host }) => `make sure that process ${pid} on ${host} has ended`),
      `pulumi cancel ${user.stack} --yes   # only when a lock is left`,
      ...look,
      user.backendFolder === null
        ? `pulumi refresh --stack ${user.stack} --clear-pending-creates   # then import what exists, with: pulumi import`
        : `${COMMAND} ${user.stack}`,
      `pulumi up --stack ${user.stack}`,
    ];
  const said = possibleOrphans.map(({ name }) => ` --absent ${name}`).join("");
  return [
    ...look,
    `${COMMAND} ${user.stack} --clear${said}${said === "" ? "" : "   # for one that exists: --exists <name>=<its id>"}`,
    `pulumi up --stack ${user.stack}`,
  ];
}

/** How to find out whether an object exists. */
function lookFor(type: string, name: string): string {
  const [provider = "", group = "", kind = ""] = type.split(":");
  if (provider === "kubernetes") {
    const slash = name.indexOf("/");
    const namespace = slash < 0 ? "" : ` --namespace ${name.slice(0, slash)}`;
    return `kubectl get ${kind.toLowerCase()} ${name.slice(slash + 1)}${namespace}   # does it exist?`;
  }
  const service = group.split("/", 1).join("");
  return `look for ${name} in AWS (${service} ${kind}); its id is what https://www.pulumi.com/registry/packages/aws/api-docs/${service}/${kind.toLowerCase()}/#import shows`;
}
