/** uvicorn: what the servers that run ASGI apps run them with, from the distribution where the app brings no packages of its own. */
import type { App } from "../plan/plan.ts";

export function asgiPackages({ server }: App, isDistributions: boolean): readonly string[] {
  return isDistributions && server.appLink === "asgi" ? ["python3-uvicorn"] : [];
}
