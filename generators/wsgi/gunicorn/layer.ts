/** gunicorn. */
import type { WsgiLayer } from "../../layer.ts";

export const gunicorn: WsgiLayer = {
  role: "wsgi",
  name: "gunicorn",
  accepts: ["wsgi", "asgi", "tornado"],
  offers: () => ["http"],
  run: () => null,
  check: () => {},
  emit: () => [],
};
