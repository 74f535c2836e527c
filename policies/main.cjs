// What Pulumi's Node.js host starts. It would have ts-node check every type at each start; tsx only runs.
require("tsx/cjs");
require("./pack.ts");
