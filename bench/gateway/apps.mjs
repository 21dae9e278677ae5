/** The apps that are measured: two pages each, no database, no template. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PAGE = `import json

ITEMS = [{"id": n, "name": "item %d" % n, "price": n * 1.25, "tags": ["a", "b", "c"]} for n in range(310)]
JSON = json.dumps(ITEMS).encode()
`;

const FILES = {
  "pages.py": PAGE,
  "raw.py": `from pages import JSON


def application(environ, start_response):
    if environ["PATH_INFO"] == "/json":
        start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(JSON)))])
        return [JSON]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "13")])
    return [b"Hello, World!"]
`,
  "raw_asgi.py": `from pages import JSON


async def application(scope, receive, send):
    body = JSON if scope["path"] == "/json" else b"Hello, World!"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})
`,
  "flask_app.py": `from flask import Flask, Response

from pages import JSON

app = application = Flask(__name__)


@app.route("/hello")
def hello():
    return "Hello, World!"


@app.route("/json")
def page():
    return Response(JSON, content_type="application/json")
`,
  "django_app.py": `import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "django_settings")
from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
`,
  "django_urls.py": `from django.http import HttpResponse
from django.urls import path

from pages import JSON

urlpatterns = [
    path("hello", lambda request: HttpResponse("Hello, World!")),
    path("json", lambda request: HttpResponse(JSON, content_type="application/json")),
]
`,
  "django_settings.py": `SECRET_KEY = "not a secret: this only measures"
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "django_urls"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
USE_TZ = True
`,
};

export const MODULES = { raw: "raw", flask: "flask_app:app", django: "django_app" };
export const ENTRIES = { raw: "raw:application", flask: "flask_app:application", django: "django_app:application" };

/** What stackc is told of the app. */
export function appYaml(app, packages) {
  const framework = app === "raw" ? "wsgi" : app;
  const settings = app === "django" ? ", settings: django_settings" : "";
  const own = packages === "PyPI" ? ", requirements: requirements.txt" : "";
  return `{ framework: ${framework}, module: "${MODULES[app]}"${settings}${own} }`;
}

export function writeApps(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries({ ...FILES, "requirements.txt": "" })) writeFileSync(join(folder, name), text);
}
