import {
  RUM_CLIENT_HOST,
  RUM_CLIENT_VERSION,
  RUM_SNIPPET,
  rumEndpoints,
} from "../../components/operations/rum-script";
import { ofType } from "../../models/manifest/manifest";
import { textOr } from "../../models/manifest/values";
import { InputError, parseTierName } from "../../tiers";
import { resultOf, type Result } from "../print/result";
import { recordedManifest } from "../record/recorded-manifest";
import { isStack, ofStack, ofTier, withStack, type Subject } from "../record/subject";
import { sizesOf } from "../record/subject-names";
import { reportCommand, type OutputOptions, type Register } from "../run/command";
import { rumDocument, type RumReport } from "./rum-document";

/**
 * `scale rum <tier or stack>`: the tag with which browsers report what users feel.
 * @throws InputError where no browsers are measured
 */
async function rumCommand(subject: Subject): Promise<Result> {
  const { rumSampleRatePercent } = sizesOf(subject).operations;
  if (rumSampleRatePercent === 0)
    throw new InputError(
      `${subject.title} measures no browsers: operations.rumSampleRatePercent is 0. Switch it on: pulumi config set --path overrides.operations.rumSampleRatePercent 10, then pulumi up; scale cost says what it costs.`,
    );
  const manifest = await recordedManifest(subject.sizes, subject.config);
  const { region } = manifest;
  const monitor = ofType(manifest, "aws:rum/appMonitor:AppMonitor")[0];
  const report: RumReport = {
    schemaVersion: 1,
    tier: subject.tier,
    region,
    snippet: RUM_SNIPPET,
    appMonitorName: textOr(monitor?.inputs["name"], ""),
    sampledSessionsPercent: rumSampleRatePercent,
    clientVersion: RUM_CLIENT_VERSION,
    contentSecurityPolicy: {
      scriptSrc: ["'self'", RUM_CLIENT_HOST],
      connectSrc: [...rumEndpoints(region)],
    },
  };
  return resultOf(withStack(report, subject), () => rumDocument(subject.title, report));
}

export const registerRum: Register = (program, run) => {
  reportCommand(program, "rum", "the tag with which users' browsers report what they measure")
    .argument("<tier-or-stack>", "a tier, or a stack by its file")
    .action((of: string, options: OutputOptions) =>
      run(options, () => rumCommand(isStack(of) ? ofStack(of) : ofTier(parseTierName(of)))),
    );
};
