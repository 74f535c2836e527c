import { Option } from "commander";
import { tierNamed, type TierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { subjectOf, withStack, type Subject } from "../record/subject";
import { reportCommand, stackOption, tierArgument, type OutputOptions, type Register } from "../run/command";
import { dashboardDocument } from "./dashboard-document";
import { dashboardHtml } from "./dashboard-html";
import { dashboardOf } from "./dashboard-of";
import { drawnDashboard } from "./drawn-dashboard";

interface DashboardOptions extends OutputOptions {
  readonly stack?: string;
  readonly html?: true;
}

/** `scale dashboard <tier>`, `--stack <name>`: what the dashboard in CloudWatch shows, `--html` as a page with made-up numbers. */
export async function dashboardCommand(
  subject: Subject,
  { html }: Pick<DashboardOptions, "html">,
): Promise<Result> {
  const manifest = await recordedManifest(subject.sizes, subject.config);
  const { name, body } = dashboardOf(manifest);
  const json = { schemaVersion: 1, tier: subject.tier, name, body };
  const result = resultOf(withStack(json, subject), () => dashboardDocument(subject.title, name, body));
  if (html !== true) return result;
  const spec = typeof subject.sizes === "string" ? tierNamed(subject.sizes) : subject.sizes;
  const drawn = await drawnDashboard(spec, body, manifest);
  return { ...result, text: () => dashboardHtml(`${subject.title}: dashboard`, drawn) };
}

export const registerDashboard: Register = (program, run) => {
  reportCommand(program, "dashboard", "what the dashboard in CloudWatch shows, also as a page")
    .addArgument(tierArgument("[tier]"))
    .addOption(stackOption())
    .addOption(new Option("--html", "draw it with the made-up numbers of a day").conflicts("json"))
    .action((tier: TierName | undefined, options: DashboardOptions) =>
      run(options, () => dashboardCommand(subjectOf(tier, options.stack), options)),
    );
};
