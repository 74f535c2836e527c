import { setTimeout } from "node:timers/promises";
import { logLevel } from "./settings.js";

let isStopping = false;

/** One job. It may run twice, as a queue hands out a job again when its worker is lost. */
async function work() {
  if (logLevel === "debug") console.log("a job is done");
  await setTimeout(100);
}

/** Works until it is told to stop, and finishes the job that it has. */
export async function run() {
  while (!isStopping) await work();
}

export function stop() {
  isStopping = true;
}
