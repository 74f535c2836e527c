import type { AdviceReportStep } from "../../models/reports/advice";

/** `2 minutes`, `22–70 minutes` */
export function range(min: number, max: number, unit: string): string {
  const [from, to] = [Math.round(min), Math.round(max)];
  return from === to ? `${to} ${unit}` : `${from}–${to} ${unit}`;
}

/** `none`, `failover, 60–120 s` */
export function downtimeText({ class: kind, secondsMin, secondsMax }: AdviceReportStep["downtime"]): string {
  return secondsMax === 0 ? kind : `${kind}, ${range(secondsMin, secondsMax, "s")}`;
}
