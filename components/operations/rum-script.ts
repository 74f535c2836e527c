/**
 * The web client, to the patch release: a script that runs in every visitor's browser does not change by itself
 * (https://github.com/aws-observability/aws-rum-web). Apache-2.0, served by AWS.
 */
export const RUM_CLIENT_VERSION = "3.2.1";
/** AWS serves the client of every region from here. */
export const RUM_CLIENT_HOST = "https://client.rum.us-east-1.amazonaws.com";
/** Key in the asset bucket; the address never changes, so that a page is edited once. */
export const RUM_SCRIPT_KEY = "assets/rum/rum.js";
/** The tag for the head of every page; the file is on the page's own host, so that no script stands in the page. */
export const RUM_SNIPPET = `<script src="/${RUM_SCRIPT_KEY}"></script>`;
/** What browsers measure. */
export const RUM_TELEMETRIES = ["errors", "performance", "http"];
/** Twice what the workload assumes of a session: a page in a loop costs no more. */
const SESSION_EVENTS_MAX = 60;

/** What a browser must know to report. None of it is a secret. */
export interface RumScriptValues {
  readonly region: string;
  readonly appMonitorId: string;
  readonly identityPoolId: string;
  /** 1 to 100. */
  readonly sampledSessionsPercent: number;
}

/** Where browsers get their credentials and send what they measured. */
export const rumEndpoints = (region: string): readonly [credentials: string, events: string] => [
  `https://cognito-identity.${region}.amazonaws.com`,
  `https://dataplane.rum.${region}.amazonaws.com`,
];

/**
 * Settings of the web client. No cookies until the application has asked the visitor, addresses of files and contents of pages
 * stay in the browser (https://github.com/aws-observability/aws-rum-web/blob/main/docs/configuration.md).
 */
const clientSettings = ({ region, identityPoolId, sampledSessionsPercent }: RumScriptValues): object => ({
  identityPoolId,
  endpoint: rumEndpoints(region)[1],
  sessionSampleRate: sampledSessionsPercent / 100,
  sessionEventLimit: SESSION_EVENTS_MAX,
  telemetries: RUM_TELEMETRIES,
  allowCookies: false,
  enableXRay: false,
  recordResourceUrl: false,
});

/** The script that pages load: it queues what the page says, and loads the web client beside it. */
export function rumScript(values: RumScriptValues): string {
  const { appMonitorId, region } = values;
  const client = {
    n: "cwr",
    i: appMonitorId,
    v: "1.0.0",
    r: region,
    c: clientSettings(values),
  };
  return `(function () {
  var client = ${JSON.stringify(client)};
  client.q = [];
  window.AwsRumClient = client;
  window.cwr = function (command, payload) {
    client.q.push({ c: command, p: payload });
  };
  var script = document.createElement("script");
  script.async = true;
  script.src = ${JSON.stringify(`${RUM_CLIENT_HOST}/${RUM_CLIENT_VERSION}/cwr.js`)};
  document.head.appendChild(script);
})();
`;
}
