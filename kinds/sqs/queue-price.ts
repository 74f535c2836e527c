import { HOURS_PER_MONTH } from "../../models/load/month";
import { figuresOf } from "../pricing/figures";
import type { Formula } from "../pricing/formula";

/** Sent, received and deleted, ten messages a call. */
const CALLS_PER_MESSAGE = 3 / 10;
const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3_600;
/** SQS ends a long poll after this time at most. */
const LONG_POLL_SECONDS = 20;

/** A queue of SQS. Only the queue that workers read is asked; what fails its way to the other one is not counted. */
export const queuePrice: Formula = ({ inputs }, { workload, tier, allowance }) => {
  const isRead = inputs["redrivePolicy"] !== undefined && tier.app.workerReplicasMax > 0;
  const free = allowance("sqs.free.requests");
  const requests = (embeddings: number, workers: number): number =>
    isRead
      ? Math.max(
          0,
          embeddings * CALLS_PER_MESSAGE + (workers * SECONDS_PER_MONTH) / LONG_POLL_SECONDS - free,
        ) / 1_000_000
      : 0;
  const { workerReplicasMin, workerReplicasMax } = tier.app;
  return [
    {
      item: "requests",
      priceKey: "sqs.standard",
      quantity: {
        ...figuresOf(workload, ({ embeddingsPerMonth }) => requests(embeddingsPerMonth, workerReplicasMin)),
        ceiling: requests(workload.ceiling.embeddingsPerMonth, workerReplicasMax),
      },
      basis: "usage",
      assumption: isRead
        ? "three calls for ten messages, an idle worker's long polls, the account's free requests taken off"
        : "no workers read it",
    },
  ];
};
