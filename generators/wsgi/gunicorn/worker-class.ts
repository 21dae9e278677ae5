/** Which of gunicorn's ways to run a worker an app needs: decided by what the app speaks. */
import type { App } from "../../plan/plan.ts";
import { threadsOf } from "../capacity.ts";

export type WorkerClass = "sync" | "gthread" | "asgi" | "tornado";

export function workerClassOf(app: App): WorkerClass {
  const link = app.server.appLink;
  if (link === "asgi" || link === "tornado") return link;
  return threadsOf(app) > 1 ? "gthread" : "sync";
}
