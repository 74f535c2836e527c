import { z } from "zod";
import { ROTATED, ROTATION_PHASES, type Rotated, type Rotation, type RotationPhase } from "../../tiers";
import { upgradePhaseSchema } from "./report";
import { rotationChecks, type RotationStep } from "./rotation-checks";

const rotationPhaseSchema = upgradePhaseSchema
  .omit({ kind: true, steps: true })
  .meta({ id: "RotationPhase" });

/** How the passwords or keys of a service are renewed. */
export const rotationReportSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    service: z.enum(ROTATED),
    from: z
      .int()
      .min(0)
      .describe("Generation in use; 0: RDS's master user, before the application had users of its own"),
    to: z.int().min(1),
    downtime: z.string(),
    phases: z.array(rotationPhaseSchema),
  })
  .meta({
    id: "Rotation",
    title: "How passwords or keys are renewed",
    description: "Printed by `scale rotate <what> --json`",
  });
export type RotationReport = z.infer<typeof rotationReportSchema>;
type RotationReportPhase = RotationReport["phases"][number];

/** The two phases of the configuration, and the end of the rotation, which is no phase of it. */
const STEPS: readonly RotationStep[] = [...ROTATION_PHASES, "end"];

const THINGS: Readonly<Record<Rotated, string>> = {
  postgres: "users and passwords",
  valkey: "password",
  qdrant: "API key",
};

const TITLES: Readonly<Record<RotationStep, (thing: string) => string>> = {
  add: (thing) => `The new ${thing} beside the old`,
  use: (thing) => `The application takes the new ${thing}`,
  end: (thing) => `The old ${thing} taken away`,
};

const WHY: Readonly<Record<RotationStep, string>> = {
  add: "Both are valid before anybody uses the new one, so that no login is refused while pods change one after the other.",
  use: "Both are still valid: whatever keeps the old one goes on, and the way back is open.",
  end: "From here on the old one is worth nothing. Before it, change what uses it outside the product: people, reports, a stored copy.",
};

/** Documented or estimated, as those of the kinds that change: rolled Deployments, a restarted StatefulSet, a changed user. */
const MINUTES: Readonly<Record<Rotated, Readonly<Record<RotationStep, readonly [number, number]>>>> = {
  postgres: { add: [2, 20], use: [1, 10], end: [3, 30] },
  valkey: { add: [1, 5], use: [1, 10], end: [1, 5] },
  qdrant: { add: [1, 30], use: [1, 10], end: [1, 30] },
};

const DOWNTIME: Readonly<Record<Rotated, string>> = {
  postgres:
    "none: no login is refused. In the first and the last phase the poolers' pods are replaced one after the other, by which each open connection fails once, as with every change of them",
  valkey: "none: two passwords are valid, and open connections stay",
  qdrant:
    "rolling: the peers restart one after the other in the first and the last phase. Where there is one peer or one copy of a shard, searches wait for 10–300 s each time: a named outage, at an hour of your choice",
};

const inConfig = (service: Rotated, key: keyof Rotation): string => `rotation.${service}.${key}`;
const setGeneration = (service: Rotated, generation: number): string =>
  `pulumi config set --path ${inConfig(service, "generation")} ${generation}`;
const setPhase = (service: Rotated, phase: RotationPhase): string =>
  `pulumi config set --path ${inConfig(service, "phase")} ${phase}`;
const endPhase = (service: Rotated): string => `pulumi config rm --path ${inConfig(service, "phase")}`;

const CONFIG: Readonly<Record<RotationStep, (service: Rotated, to: number) => string[]>> = {
  add: (service, to) => [setGeneration(service, to), setPhase(service, "add")],
  use: (service) => [setPhase(service, "use")],
  end: (service) => [endPhase(service)],
};

const ROLLBACK: Readonly<Record<RotationStep, (service: Rotated, to: number) => string>> = {
  add: (service, to) =>
    to === 1
      ? "None without refused logins but to go on: a stack without a phase lets in the users of generation 1 alone."
      : `${setGeneration(service, to - 1)}, ${endPhase(service)}, then pulumi up.`,
  use: (service) => `${setPhase(service, "add")}, then pulumi up.`,
  end: (service) =>
    `The old one does not come back. ${setPhase(service, "use")}, then pulumi up, opens the phase before it with another in its place.`,
};

function phaseAt(service: Rotated, to: number, step: RotationStep): Omit<RotationReportPhase, "number"> {
  const [minutesMin, minutesMax] = MINUTES[service][step];
  return {
    title: TITLES[step](THINGS[service]),
    why: WHY[step],
    commands: [...CONFIG[step](service, to), "pulumi preview", "pulumi up"],
    check: "pulumi up ends without an error, a second preview shows no change, and:",
    checks: [
      { command: "pulumi preview --expect-no-changes", expected: "exit code 0" },
      ...rotationChecks(service, to, step),
    ],
    rollback: ROLLBACK[step](service, to),
    minutesMin,
    minutesMax,
  };
}

/**
 * The way to a generation of a service's passwords or keys.
 * @param phase where the stack is on it; default: at its beginning
 */
export function rotationReport(service: Rotated, to: number, phase?: RotationPhase): RotationReport {
  const left = STEPS.slice(STEPS.indexOf(phase ?? "add"));
  return {
    schemaVersion: 1,
    service,
    from: to - 1,
    to,
    downtime: DOWNTIME[service],
    phases: left.map((step) => ({
      number: STEPS.indexOf(step) + 1,
      ...phaseAt(service, to, step),
    })),
  };
}
