import { z } from "zod";
import { InputError, problemsOf } from "../../../tiers";
import content from "./content.json";
import dashboard from "./dashboard.json";
import social from "./social.json";

/** The workflows that users are promised something of. */
export const WORKFLOWS = ["dashboard", "content", "social"] as const;
export type Workflow = (typeof WORKFLOWS)[number];

/** What a user does in one workflow, request by request. */
const scenarioSchema = z.strictObject({
  workflow: z.enum(WORKFLOWS),
  title: z.string().min(1),
  steps: z
    .array(
      z.strictObject({
        name: z.string().regex(/^[a-z]+(-[a-z]+)*$/, "words of small letters, joined by hyphens"),
        method: z.enum(["GET", "HEAD"]).describe("A walk leaves nothing behind: it reads"),
        path: z.string().regex(/^\/[\w.~%/?=&-]*$/, "a path from the root"),
        statusBelow: z
          .int()
          .min(300)
          .max(500)
          .describe("The answer is right with a status below: 500 takes a refusal for an answer"),
      }),
    )
    .min(1),
});
export type Scenario = z.infer<typeof scenarioSchema>;

/** @throws InputError with every problem of a scenario */
export function parseScenario(name: Workflow, input: unknown): Scenario {
  const { data, error } = scenarioSchema.safeParse(input);
  if (data?.workflow === name) return data;
  const problems = problemsOf(scenarioSchema, input, error?.issues ?? []);
  throw new InputError(
    `The scenario ${name} is refused:`,
    problems.length > 0
      ? problems
      : [{ path: "workflow", given: JSON.stringify(data?.workflow), allowed: JSON.stringify(name) }],
  );
}

/** Walked by the canary from outside, and by load tests many times at once. */
export const SCENARIOS: readonly Scenario[] = [
  parseScenario("dashboard", dashboard),
  parseScenario("content", content),
  parseScenario("social", social),
];

/** Paths of a stack's own product. */
export type ScenarioPaths = Readonly<Partial<Record<Workflow, string | undefined>>>;

/**
 * The scenarios with a stack's own paths. Where a path was named, a refusal is no right answer any more: it is there because it
 * answers.
 */
export const scenariosWith = (paths: ScenarioPaths): Scenario[] =>
  SCENARIOS.map((scenario) => {
    const path = paths[scenario.workflow];
    return path === undefined
      ? scenario
      : { ...scenario, steps: scenario.steps.map((step) => ({ ...step, path, statusBelow: 400 })) };
  });
