/** The sources that are measured: what a small site writes, and a stack of many apps. */

export function oneStack() {
  return `name: shop
domains: [shop.example.com]
aliases: [www.shop.example.com]
web:
  server: nginx
  limits: { body: 20MB, rate: { /login: 5/m } }
wsgi: { server: gunicorn, workers: auto }
app:
  framework: django
  module: shop.wsgi:application
  settings: shop.settings
  secrets: [SECRET_KEY]
  static:
    /static/: staticfiles
  media: { /media/: media }
  routes: { /upload: { body: 200MB, request_time: 2m } }
`;
}

/** Apps take turns at frameworks; each has a mount, static files and a route of its own. */
export function manyApps(count) {
  const frameworks = ["django", "flask", "tornado", "wsgi"];
  const apps = Array.from({ length: count }, (_unused, index) => {
    const framework = frameworks[index % frameworks.length];
    return `  - name: app-${index}
    mount: /a${index}
    framework: ${framework}
    module: app${index}.web:application
    wsgi: { server: gunicorn, workers: 2 }
    static: { /a${index}/static/: static }
    routes: { /a${index}/upload: { body: 50MB } }
`;
  });
  return `name: many\ndomains: [many.example.com]\nweb: { server: nginx }\napps:\n${apps.join("")}`;
}
