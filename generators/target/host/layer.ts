/**
 * A host of its own under systemd, or for a local place a script that runs the same artifact
 * as an ordinary user.
 */
import type { Emit, TargetLayer } from "../../layer.ts";
import type { File } from "../../render/file.ts";
import { checkHost } from "./check.ts";
import { renderLocal } from "./local-view.ts";
import { renderOs } from "./os-view.ts";
import { renderRelease } from "./release-view.ts";
import { renderRunbook } from "./runbook-view.ts";
import { servicesOf } from "./service.ts";
import { renderService } from "./service-view.ts";
import { renderUnits } from "./units-view.ts";

export const host: TargetLayer = {
  role: "target",
  name: "host",
  check: checkHost,
  emit: (emit) => {
    const { place } = emit.plan;
    switch (place.kind) {
      case "host":
        return emitHost(emit);
      case "local":
        return [renderLocal(emit)];
      default:
        return place satisfies never;
    }
  },
};

function emitHost(emit: Emit): readonly File[] {
  const services = servicesOf(emit).map((service) => renderService(emit, service));
  return [...services, ...renderUnits(emit), ...renderOs(emit), ...renderRelease(emit), renderRunbook(emit)];
}
