import { Option } from "commander";
import { queriesSchema, type QueriesReport } from "../../models/queries/report";
import { InputError, problemsOf, refusal } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { parseJson } from "../read/read-json";
import { readText } from "../read/read-text";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { askDatabase } from "./ask-database";
import { queriesDocument } from "./queries-document";

/** The variable that has the address: an argument would be seen by every user of the machine. */
const URL_VARIABLE = "DATABASE_MIGRATION_URL";
const COUNT = 10;

interface QueriesOptions extends OutputOptions {
  readonly from?: string;
  readonly markdown?: true;
}

const HOW = `${URL_VARIABLE} is not set. The database is reached through the poolers, as the user of migrations; one way:
  kubectl --namespace postgres port-forward service/postgres-rw 6432
  export ${URL_VARIABLE}="$(kubectl --namespace app get secret app-migration --output jsonpath='{.data.${URL_VARIABLE}}' | base64 --decode | sed 's/@[^/]*/@127.0.0.1:6432/')"
Or read what --json wrote before: --from queries.json`;

/** @throws InputError for what `--json` does not write */
function readReport(file: string): QueriesReport {
  const title = `The statements ${file}`;
  const given = parseJson(readText(file, "the statements"), title, (why) => {
    throw new InputError(`${title} hold no JSON: ${why}`);
  });
  const { data, error } = queriesSchema.safeParse(given);
  if (data === undefined) throw refusal(title, problemsOf(queriesSchema, given, error.issues));
  return data;
}

async function reportOf({ from }: QueriesOptions): Promise<QueriesReport> {
  if (from !== undefined) return readReport(from);
  const url = process.env[URL_VARIABLE];
  if (url === undefined || url === "") throw new InputError(HOW);
  return await askDatabase(url, COUNT);
}

async function queriesCommand(options: QueriesOptions): Promise<Result> {
  const report = await reportOf(options);
  return resultOf(report, () => queriesDocument(report), options);
}

export const registerQueries: Register = (program, run) => {
  reportCommand(
    program,
    "queries",
    "the slowest statements of a database, and indexes that the planner would take",
  )
    .addOption(new Option("--from <file>", "read what --json wrote before"))
    .addOption(new Option("--markdown", "print it for an issue").conflicts("json"))
    .action((options: QueriesOptions) => run(options, () => queriesCommand(options)));
};
