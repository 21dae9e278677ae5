/** How nginx differs from other web servers, for the layers around it. */
import type { WebBehaviour } from "../facts.ts";
import { capabilitiesOf, SINCE } from "./capabilities.ts";

export const behaviour: WebBehaviour = {
  serverHeader: "nginx",
  rejectsHandshakes: (version) => capabilitiesOf(version).rejectsHandshake,
  countsHeadersSince: SINCE.countsHeaders,
  speaksHttp2: () => true,
  hasBrotli: false,
  // https://nginx.org/en/docs/http/ngx_http_proxy_module.html: X-Accel-Redirect names a URL of an internal location.
  handOut: { header: "X-Accel-Redirect", byUrl: true },
  limiter: () => null,
  boundsChunked: true,
  refusesChunked: [],
  // https://nginx.org/en/docs/http/ngx_http_core_module.html#listen: a second default server is refused, even if it is the same.
  catchAll: "one",
  noEffect: [],
};
