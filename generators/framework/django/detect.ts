/** How a Django project is known by its text. */
import { argumentsAt, literal } from "../detect/arguments.ts";
import { type Detection, NO_CALLS, UNDETECTED } from "../detect/detection.ts";
import type { PythonFile } from "../detect/project.ts";
import { fixedPart, placeOf, type SeenRoute } from "../detect/routes.ts";
import { projectsIn } from "./projects.ts";
import { CLEAR_SESSIONS, MIGRATE } from "./suggests.ts";

export const detect: Detection = {
  ...UNDETECTED,
  calls: {
    ...NO_CALLS,
    entryMakers: {
      asgi: ["channels.routing.ProtocolTypeRouter", "django.core.asgi.get_asgi_application"],
      wsgi: ["django.core.wsgi.get_wsgi_application"],
    },
  },
  routes: [channelsUrls],
  key: { name: "SECRET_KEY", uses: /\bSECRET_KEY\b/ },
  libraries: { scheduler: ["django_apscheduler"], beat: ["django_celery_beat"] },
  projects: projectsIn,
  suggests: { scheduled: CLEAR_SESSIONS, release: MIGRATE, media: true },
};

/** `websocket_urlpatterns = [path("ws/chat/<room>/", ...), re_path(r"^ws/...")]`. */
function channelsUrls(file: PythonFile): readonly SeenRoute[] {
  const start = /^websocket_urlpatterns\s*(?::[^=\n]+)?=\s*\[/m.exec(file.text);
  if (start === null) return [];
  return argumentsAt(file.text, start.index + start[0].length).flatMap((item) => {
    const [call] = /^(?:re_path|path|url)\(/.exec(item) ?? [];
    if (call === undefined) return [];
    const stated = literal(argumentsAt(item, call.length)[0] ?? "");
    return [{ path: stated === null ? null : fixedPart(stated), needs: "websocket", at: placeOf(file, start.index) }];
  });
}
