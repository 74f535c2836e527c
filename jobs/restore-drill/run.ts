import { Stopped, type Clock } from "../qdrant-rebalance/clock";
import { RefusalError } from "../qdrant-rebalance/refusal";
import { AwsQuery, type AwsQueryArgs } from "../shared/aws-query";
import { SettingsError } from "../shared/settings-shape";
import { StateObject, type DrillState } from "./drill-state";
import { problemsOf, type Restored, type RunningRows } from "./judge";
import { Scratch, type Snapshot } from "./scratch";
import { readSettings, type Settings } from "./settings";

/** How databases are read, by the address of one. */
export interface Databases {
  readonly restored: (host: string, settings: Settings) => Promise<Restored>;
  readonly running: (host: string, settings: Settings) => Promise<RunningRows>;
}

export interface ProgramArgs extends Pick<AwsQueryArgs, "credentials" | "urlOf"> {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly databases: Databases;
  /** Takes the result. */
  readonly write: (line: string) => void;
  /** Takes everything else. */
  readonly say: (line: string) => void;
}

/** Exit codes of the program. The Job is not started again after 2 and 3, which a second try would not mend. */
export const EXIT = { done: 0, failed: 1, settings: 2, refused: 3, stopped: 143 } as const;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Before the first drill there is no age; this one is older than any alarm allows. */
const NEVER_DAYS = 999;

/**
 * Runs the program once: it tells how long ago the last drill succeeded, and holds one when it is due.
 * @returns its exit code: 0 when a drill succeeded or none is due, 1 when one failed, 2 for wrong settings, 3 when another one
 *   is under way, 143 when it was told to stop
 */
export async function run(args: ProgramArgs): Promise<number> {
  try {
    const settings = readSettings(args.environment);
    return await new Drill(settings, args).carryOut();
  } catch (error) {
    if (error instanceof SettingsError) args.say(`wrong settings:\n${error.message}`);
    else if (error instanceof RefusalError) args.say(`refused: ${error.message}`);
    else if (error instanceof Stopped) args.say("stopped: what is left is removed by the next run");
    else args.say(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (error instanceof SettingsError) return EXIT.settings;
    if (error instanceof RefusalError) return EXIT.refused;
    return error instanceof Stopped ? EXIT.stopped : EXIT.failed;
  }
}

class Drill {
  private readonly aws: AwsQuery;
  private readonly scratch: Scratch;
  private readonly state: StateObject;

  constructor(
    private readonly settings: Settings,
    private readonly args: ProgramArgs,
  ) {
    const { credentials, urlOf, clock, now } = args;
    const region = settings.AWS_REGION;
    this.aws = new AwsQuery({ region, credentials, ...(urlOf === undefined ? {} : { urlOf }) });
    this.scratch = new Scratch(this.aws, settings, clock, now);
    this.state = new StateObject(settings.STATE_URL, region, credentials);
  }

  async carryOut(): Promise<number> {
    const { args, settings, scratch } = this;
    const last = await this.state.read();
    // The age goes out before anything else: a drill that hangs must not look like one that is not due.
    await this.report(last);
    if (await scratch.clear())
      args.say(`removed ${settings.SCRATCH_INSTANCE}, left by a drill that was cut off`);
    const days = this.daysSince(last);
    if (days < settings.EVERY_DAYS) {
      args.write(
        `not due: the last drill succeeded ${Math.floor(days)} days ago, and the next is after ${settings.EVERY_DAYS}`,
      );
      return EXIT.done;
    }
    const state = await this.hold(last);
    await this.state.write(state);
    await this.report(state);
    const { snapshot, minutes, tables, rows, problems } = state;
    if (state.succeeded) {
      args.write(
        `succeeded: ${snapshot}, ${tables} tables and ${rows} rows, restored and read in ${minutes} minutes`,
      );
      return EXIT.done;
    }
    args.write(`failed: ${snapshot}: ${problems.join("; ")}`);
    return EXIT.failed;
  }

  private daysSince(state: DrillState | undefined): number {
    const success = state?.lastSuccess ?? null;
    return success === null ? NEVER_DAYS : (this.args.now().getTime() - Date.parse(success)) / DAY_MS;
  }

  /** Databases take turns, by the month. */
  private source(): Settings["SOURCES"][number] {
    const { SOURCES } = this.settings;
    const source = SOURCES[this.args.now().getUTCMonth() % SOURCES.length];
    if (source === undefined) throw new Error("There is no database.");
    return source;
  }

  private async hold(last: DrillState | undefined): Promise<DrillState> {
    const { args, scratch } = this;
    const begin = args.clock.now();
    const source = this.source();
    const snapshot = await scratch.newestSnapshot(source.primary);
    const found =
      snapshot === undefined ? nothing(source.primary) : await this.tryOut(snapshot, source.readHost);
    const time = args.now().toISOString();
    const succeeded = found.problems.length === 0;
    return {
      time,
      succeeded,
      lastSuccess: succeeded ? time : (last?.lastSuccess ?? null),
      snapshot: snapshot?.identifier ?? "no backup",
      minutes: Math.round((args.clock.now() - begin) / 60_000),
      ...found,
    };
  }

  /** Restores and reads a backup; whatever happens, the scratch instance goes. */
  private async tryOut(
    { identifier, time }: Snapshot,
    readHost: string,
  ): Promise<Pick<DrillState, "tables" | "rows" | "problems">> {
    const { args, settings, scratch } = this;
    const ageHours = (args.now().getTime() - time) / HOUR_MS;
    args.say(`restoring ${identifier} into ${settings.SCRATCH_INSTANCE}`);
    try {
      const host = await scratch.restore(identifier);
      const restored = await args.databases.restored(host, settings);
      const running = await args.databases.running(readHost, settings);
      return {
        tables: restored.tables.length,
        rows: restored.tables.reduce((sum, { rows }) => sum + rows, 0),
        problems: problemsOf(restored, running, { ageHours, maxAgeHours: settings.MAX_AGE_HOURS }),
      };
    } catch (error) {
      if (error instanceof Stopped) throw error;
      return { tables: 0, rows: 0, problems: [error instanceof Error ? error.message : String(error)] };
    } finally {
      await scratch.remove();
    }
  }

  private async report(state: DrillState | undefined): Promise<void> {
    await this.aws.action("monitoring", "PutMetricData", {
      Namespace: this.settings.METRIC_NAMESPACE,
      "MetricData.member.1.MetricName": "RestoreDrillAgeDays",
      "MetricData.member.1.Value": this.daysSince(state).toFixed(2),
    });
  }
}

const nothing = (primary: string): Pick<DrillState, "tables" | "rows" | "problems"> => ({
  tables: 0,
  rows: 0,
  problems: [`${primary} has no backup that can be restored`],
});
