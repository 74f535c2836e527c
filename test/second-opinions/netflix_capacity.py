"""Asks Netflix's service-capacity-modeling for machines; called by capacity.proof.ts.

Reads a JSON list of questions from standard input, prints a list of answers: machines of the cheapest plan.
"""

import json
import sys

from service_capacity_modeling.capacity_planner import planner
from service_capacity_modeling.interface import (
    CapacityDesires,
    DataShape,
    QueryPattern,
    certain_float,
    certain_int,
)


def answer(question):
    pattern = QueryPattern(
        estimated_read_per_second=certain_float(question["readsPerSecond"]),
        estimated_write_per_second=certain_float(question["writesPerSecond"]),
        estimated_mean_read_latency_ms=certain_float(question["ms"]),
        estimated_mean_write_latency_ms=certain_float(question["ms"]),
    )
    shape = DataShape(estimated_state_size_gib=certain_int(question["dataGiB"]))
    plans = planner.plan_certain(
        model_name=question["model"],
        region="us-east-1",
        desires=CapacityDesires(service_tier=1, query_pattern=pattern, data_shape=shape),
    )
    cluster = plans[0].candidate_clusters.regional[0]
    return {
        "machines": cluster.count,
        "type": cluster.instance.name,
        "cores": cluster.instance.cpu,
        "memoryGiB": cluster.instance.ram_gib,
    }


print(json.dumps([answer(question) for question in json.load(sys.stdin)]))
