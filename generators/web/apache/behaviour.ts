/** How Apache differs from other web servers, for the layers around it. */
import type { WebBehaviour } from "../facts.ts";
import { factsOf } from "./facts.ts";

export const behaviour: WebBehaviour = {
  serverHeader: "Apache",
  // It has to finish a handshake before it can refuse.
  rejectsHandshakes: () => false,
  countsHeadersSince: null,
  speaksHttp2: () => true,
  hasBrotli: false,
  // mod_xsendfile: X-Sendfile names the file.
  handOut: { header: "X-Sendfile", byUrl: false },
  limiter: (plan) => (factsOf(plan).counts ? "mod_qos" : null),
  // It does not see the length of a chunked body that it passes on.
  boundsChunked: false,
  // fixtures/conformance/causes.ts, apache-length.
  refusesChunked: [
    {
      link: "uwsgi",
      onlyHttp2: false,
      message: (server) => `${server} behind Apache gets no upload that does not state its length`,
      holds: (server) => `Apache asks for a length before ${server}`,
    },
    {
      link: "embedded",
      onlyHttp2: true,
      message: (server) => `${server} gets no upload by HTTP/2 that does not state its length`,
      holds: (server) => `Apache asks for a length before ${server}`,
    },
  ],
  // Its first virtual host answers, whichever stack has it.
  catchAll: "alike",
  noEffect: [
    {
      // https://httpd.apache.org/docs/2.4/mod/core.html#limitrequestfieldsize
      keys: ["web.limits.headers"],
      because: "Apache bounds each header field (by request_line) and their number (by header_count), not their sum",
    },
    { keys: ["web.modules"], because: "Apache brings mod_brotli with it" },
  ],
};
