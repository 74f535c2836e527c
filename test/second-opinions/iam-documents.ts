import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { run } from "../../rehearsal/child";
import { IDENTITY_POLICIES, identityDocuments, RESOURCE_POLICIES } from "../../policies/effects/identities";
import type { PolicyResource } from "../../policies/rule";
import type { Checker } from "./checkers";

/** What parliament has against a document. */
export interface DocumentFinding {
  /** Of the document, as it was given. */
  readonly key: string;
  readonly check: string;
  readonly says: string;
}

/**
 * The documents of a resource that give rights. Those that say who may act as a role are not among them: parliament takes
 * them for policies without resources.
 */
export function documentsOf(resource: PolicyResource): string[] {
  const { type, inputs } = resource;
  const given = [
    ...(IDENTITY_POLICIES.includes(type) ? identityDocuments(resource).map(({ document }) => document) : []),
    inputs[RESOURCE_POLICIES[type] ?? ""],
  ];
  return given.filter((document) => typeof document === "string");
}

const findingsSchema = z.array(z.object({ key: z.string(), check: z.string(), says: z.string() }));

/** Judges documents, each by a key, which are written into a folder. */
export async function askAboutDocuments(
  checker: Checker,
  folder: string,
  documents: Readonly<Record<string, string>>,
): Promise<DocumentFinding[]> {
  const file = join(folder, "documents.json");
  writeFileSync(file, JSON.stringify(documents));
  const { code, stdout, stderr } = await run(
    checker.command,
    [...checker.args, join(__dirname, "iam_documents.py"), file],
    { env: checker.env, timeoutMs: 600_000 },
  );
  if (code !== 0) throw new Error(`parliament ended with ${code}, and said: ${stderr.trim().slice(-2000)}`);
  return findingsSchema.parse(JSON.parse(stdout));
}
