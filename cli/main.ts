import { standardStreams } from "./run/standard-streams";
import { main } from "./scale";

// `exitCode` rather than `exit()`: what a terminal has not shown yet is not cut.
void main(process.argv.slice(2), standardStreams()).then((code) => {
  process.exitCode = code;
});
