import { NO_DOWNTIME } from "../../facts";
import { kind } from "../../kind";
import { ON_NODES } from "../../pricing/free-reasons";
import { CUSTOM_METRICS } from "../../pricing/bill-items";
import { pricedOrFree } from "../../pricing/price";
import { KUBERNETES_DIFF } from "../../sources";
import { RDS_INSTANCES, RDS_STORAGE } from "../../rds/instance-bill";
import { cronJobPrice } from "./cron-job-price";

export const cronJob = kind("kubernetes:batch/v1:CronJob", {
  name: { scope: "namespace" },
  tags: "labels",
  price: pricedOrFree(cronJobPrice, [RDS_INSTANCES, RDS_STORAGE, CUSTOM_METRICS], ON_NODES),
  replaces: { inputs: [], verification: "source", source: KUBERNETES_DIFF },
  changes: [
    {
      property: "spec",
      downtime: NO_DOWNTIME,
      dataRisk: "none",
      reversible: true,
      minutesMin: 0.1,
      minutesMax: 1,
      note: "Holds from the next run on",
      source: "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/",
    },
  ],
});
