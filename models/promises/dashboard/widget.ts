/** Places on a dashboard, in its grid of 24 columns. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How one line of a chart is drawn. */
export interface LineOptions {
  readonly id?: string;
  readonly label?: string;
  readonly stat?: string;
  readonly period?: number;
  readonly visible?: boolean;
  readonly expression?: string;
  readonly region?: string;
}

/**
 * A line: namespace, name, then names and values of dimensions, then options; or an expression, in options alone
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html).
 */
export type Line<Value> = readonly (Value | string | LineOptions)[];

/** Where it becomes too much. */
export interface Mark {
  readonly label: string;
  readonly value: number;
}

/** A chart without its place. */
export interface Chart<Value> {
  readonly title: string;
  readonly region: string;
  readonly lines: readonly Line<Value>[];
  readonly marks: readonly Mark[];
}

export type Widget<Value> = Place &
  (
    | { readonly type: "text"; readonly properties: { readonly markdown: string } }
    | {
        readonly type: "alarm";
        readonly properties: { readonly title: string; readonly alarms: readonly (Value | string)[] };
      }
    | {
        readonly type: "metric";
        readonly properties: {
          readonly title: string;
          readonly region: string;
          readonly view: "timeSeries";
          readonly stacked: false;
          readonly metrics: readonly Line<Value>[];
          readonly annotations: { readonly horizontal: readonly Mark[] };
          readonly yAxis: { readonly left: { readonly min: 0 } };
        };
      }
    | {
        /** A query of CloudWatch Logs Insights. */
        readonly type: "log";
        readonly properties: {
          readonly title: string;
          readonly region: string;
          readonly view: "table";
          readonly query: Value | string;
        };
      }
  );

/** What CloudWatch keeps as the body of a dashboard, before it is JSON. */
export interface DashboardBody<Value> {
  readonly widgets: readonly Widget<Value>[];
}
