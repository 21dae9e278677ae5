/** /metrics: Prometheus's text format, 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/). No I/O. */
import type { SeenWorker } from "./events.ts";
import type { State } from "./state.ts";
import type { Counts } from "./tally.ts";

export type Snapshot = {
  readonly name: string;
  readonly state: State;
  readonly workers: readonly SeenWorker[];
  readonly counts: Counts;
  readonly waiting: number | null;
  readonly logLinesDropped: number;
};

type Sample = readonly [labels: string, value: number];
type Metric = { readonly name: string; readonly type: "counter" | "gauge"; readonly help: string; readonly samples: readonly Sample[] };

export function metricsText(snapshot: Snapshot): string {
  return [...metricsOf(snapshot).map(metricText), histogramText(snapshot.counts)].join("");
}

function metricsOf({ name, state, workers, counts, waiting, logLinesDropped }: Snapshot): readonly Metric[] {
  const busy = state.rules.scalesByLoad ? workers.reduce((sum, seen) => sum + seen.requests.length, 0) : 0;
  const threads = workers.reduce((sum, seen) => sum + seen.threads, 0);
  const { crashed, stuck, memory, max_requests } = state.restarts;
  return [
    { name: "info", type: "gauge", help: "Which app this is.", samples: [[`{name=${JSON.stringify(name)}}`, 1]] },
    counter("log_lines_dropped", "Lines of our own log that could not be written.", logLinesDropped),
    counter("requests", "Requests answered.", counts.requests),
    counter("request_faults", "Answers that went wrong: exceptions, wrong lengths, requests that could not be read.", counts.faults),
    counter("clients_gone", "Clients that left before their answer's end.", counts.gone),
    counter("busy_seconds", "Time spent in requests.", counts.busyNs / 1e9),
    gauge("workers", "Worker processes.", workers.length),
    gauge("workers_wanted", "Worker processes that there should be.", state.workersWanted),
    gauge("threads", "Requests that can be answered at once.", threads),
    gauge("threads_busy", "Requests in progress.", busy),
    // Absent where it is not known: 0 would be a claim.
    { ...gauge("requests_waiting", "Requests that no worker has taken.", waiting ?? 0), samples: waiting === null ? [] : [["", waiting]] },
    gauge("generation", "Number of the generation that serves.", state.generation ?? 0),
    gauge("degraded", "1 while newer code did not start.", state.lastFailure === null ? 0 : 1),
    {
      name: "worker_restarts_total",
      type: "counter",
      help: "Workers replaced, by reason.",
      samples: [
        ['{reason="crashed"}', crashed],
        ['{reason="stuck"}', stuck],
        ['{reason="memory"}', memory],
        ['{reason="max_requests"}', max_requests],
      ],
    },
    {
      name: "worker_memory_bytes",
      type: "gauge",
      help: "Resident memory of a worker, shared pages included.",
      samples: workers.map((seen) => [`{worker="${seen.worker}"}`, seen.residentBytes]),
    },
  ];
}

function counter(name: string, help: string, value: number): Metric {
  return { name: `${name}_total`, type: "counter", help, samples: [["", value]] };
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, type: "gauge", help, samples: [["", value]] };
}

function metricText({ name, type, help, samples }: Metric): string {
  const full = `stackc_gateway_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labels} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join("")}`;
}

function histogramText({ latency, busyNs }: Counts): string {
  const full = "stackc_gateway_request_duration_seconds";
  let sum = 0;
  const lines = latency.slice(0, -1).map((count, bucket) => {
    sum += count;
    return `${full}_bucket{le="${2 ** bucket / 1e6}"} ${sum}\n`;
  });
  const all = sum + (latency.at(-1) ?? 0);
  return `# HELP ${full} Time from a request's first byte to its answer's last.\n# TYPE ${full} histogram\n${lines.join("")}${full}_bucket{le="+Inf"} ${all}\n${full}_sum ${busyNs / 1e9}\n${full}_count ${all}\n`;
}
