/** The chain of waiting: the web server gives up before the edge does, and keeps connections longer (RULES T1, T3). */
import type { LinkRule } from "../link.ts";

export const edgeTimeout: LinkRule = {
  id: "T1",
  check({ plan, report }) {
    const { edge } = plan.trust;
    const slowest = plan.apps.reduce((most, app) => Math.max(most, app.server.times.webReadS), 0);
    if (edge === null || edge.timeoutS >= slowest + 5) return;
    report({
      code: "edge-timeout",
      layer: "link",
      at: "edge.timeout",
      message: `the edge gives up after ${edge.timeoutS} s, the web server waits ${slowest} s for the app`,
      help: `raise the edge's own timeout (and edge.timeout) to ${slowest + 5}s, or lower web.limits.request_time`,
      related: [{ at: "web.limits.request_time", message: `requests may take ${slowest} s` }],
    });
  },
};

export const keepaliveShort: LinkRule = {
  id: "T3",
  check({ plan, report }) {
    const { edge } = plan.trust;
    const { keepaliveS } = plan.web.limits;
    if (edge === null || keepaliveS > edge.keepaliveS) return;
    report({
      code: "keepalive-short",
      layer: "link",
      at: "web.limits.keepalive",
      message: `the web server closes idle connections after ${keepaliveS} s, the edge keeps them ${edge.keepaliveS} s`,
      help: "leave web.limits.keepalive out, or make it longer than the edge's",
      related: [{ at: "edge.keepalive", message: `kept ${edge.keepaliveS} s here` }],
    });
  },
};
