/** How a WSGI app is known by its text. */
import { type Detection, NO_CALLS, UNDETECTED } from "../detect/detection.ts";

export const detect: Detection = {
  ...UNDETECTED,
  isBare: true,
  calls: {
    ...NO_CALLS,
    makers: [
      "bottle.Bottle",
      "bottle.default_app",
      "falcon.App",
      "falcon.API",
      "cherrypy.Application",
      "cherrypy.tree.mount",
      "pyramid.paster.get_app",
      "paste.deploy.loadapp",
      "webapp2.WSGIApplication",
      "pecan.make_app",
      "klaus.make_app",
      "wsgidav.wsgidav_app.WsgiDAVApp",
      "trac.web.main.RequestDispatcher",
    ],
    holders: [{ maker: "pyramid.config.Configurator", attribute: null }],
    methods: [
      { pattern: /\.make_wsgi_app\(\s*\)$/, of: null },
      { pattern: /\.wsgifunc\(.*\)$/s, of: null },
    ],
    wrappers: /^(?:WSGIApp|DispatcherMiddleware|ProxyFix|WhiteNoise|SharedDataMiddleware|ProfilerMiddleware|OpenTelemetryWSGIMiddleware)$/,
  },
  // PEP 3333: the names that everybody gives the arguments.
  parameters: /^\s*environ\b[^,]*,\s*start_response\b/,
  entryFile: "wsgi.py",
  factoryBody: /\bConfigurator\(|\.make_wsgi_app\(/,
};
