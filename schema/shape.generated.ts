/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */

/**
 * What may stand at a place: the keys of a map (each with the name of its value's shape, or null for
 * a plain value), the shape of all other keys' values, or of a list's items.
 */
export type Shape = {
  readonly keys?: { readonly [key: string]: string | null };
  readonly values?: string;
  readonly items?: string;
  readonly extensions?: true;
};

export const shapes: { readonly [name: string]: Shape } = {
  rateByRateRuleOrRate: {"values":"RateRuleOrRate"},
  cacheByCacheRuleOrTime: {"values":"CacheRuleOrTime"},
  accessByAccessRule: {"values":"AccessRule"},
  staticByStaticOrFolder: {"values":"StaticOrFolder"},
  mediaByMediaOrFolder: {"values":"MediaOrFolder"},
  routesByRoute: {"values":"Route"},
  appsByMountedApp: {"items":"MountedApp"},
  processesByProcessOrCommand: {"values":"ProcessOrCommand"},
  scheduleByJob: {"values":"Job"},
  environmentsByOverlay: {"values":"Overlay"},
  Stack: {"keys":{"name":null,"domains":null,"aliases":null,"web":"Web","edge":"EdgeOrFalse","wsgi":"Wsgi","app":"App","apps":"appsByMountedApp","processes":"processesByProcessOrCommand","schedule":"scheduleByJob","hooks":"Hooks","budget":"Budget","target":"TargetOrKind","environments":"environmentsByOverlay"},"extensions":true},
  Web: {"keys":{"server":null,"version":null,"modules":null,"listen":"Listen","catch_all":null,"tls":"TlsOrFalse","limits":"Limits","compression":"Compression","cache":"cacheByCacheRuleOrTime","headers":"Headers","access":"accessByAccessRule","errors":null,"logs":"Logs","maintenance":"Maintenance"}},
  Listen: {"keys":{"http":null,"https":null,"addresses":null}},
  TlsOrFalse: {"keys":{"certificate":null,"cert_file":null,"key_file":null,"acme":"Acme","profile":null,"redirect":null,"hsts":"HstsOrFalse","stapling":null,"http2":null}},
  Tls: {"keys":{"certificate":null,"cert_file":null,"key_file":null,"acme":"Acme","profile":null,"redirect":null,"hsts":"HstsOrFalse","stapling":null,"http2":null}},
  Acme: {"keys":{"email":null,"webroot":null,"name":null}},
  HstsOrFalse: {"keys":{"max_age":null,"subdomains":null,"preload":null}},
  Hsts: {"keys":{"max_age":null,"subdomains":null,"preload":null}},
  Limits: {"keys":{"body":null,"headers":null,"header_count":null,"request_line":null,"request_time":null,"header_time":null,"body_time":null,"send_time":null,"keepalive":null,"connections":null,"rate":"rateByRateRuleOrRate"}},
  RateRuleOrRate: {"keys":{"rate":null,"burst":null}},
  RateRule: {"keys":{"rate":null,"burst":null}},
  Compression: {"keys":{"gzip":null,"brotli":null,"precompressed":null,"min_size":null,"level":null,"types":null}},
  CacheRuleOrTime: {"keys":{"time":null,"stale":null}},
  CacheRule: {"keys":{"time":null,"stale":null}},
  Headers: {"keys":{"defaults":null,"set":null,"content_security_policy":null,"remove":null}},
  AccessRule: {"keys":{"allow":null,"deny":null,"basic_auth":"BasicAuth","satisfy":null}},
  BasicAuth: {"keys":{"realm":null,"users_file":null}},
  Logs: {"keys":{"access":null,"level":null,"request_id":null,"exclude":null}},
  Maintenance: {"keys":{"page":null,"allow":null,"retry_after":null}},
  EdgeOrFalse: {"keys":{"kind":null,"trusted":null,"tls":null,"client_header":null,"proto_header":null,"timeout":null,"keepalive":null}},
  Edge: {"keys":{"kind":null,"trusted":null,"tls":null,"client_header":null,"proto_header":null,"timeout":null,"keepalive":null}},
  Wsgi: {"keys":{"server":null,"version":null,"command":null,"workers":null,"threads":null,"preload":null,"max_requests":null,"max_memory":null,"graceful_time":null,"protocol":null,"backlog":null}},
  App: {"keys":{"framework":null,"module":null,"interface":null,"root":null,"python":null,"requirements":null,"settings":null,"env":null,"secrets":null,"health":"HealthOrFalse","static":"staticByStaticOrFolder","media":"mediaByMediaOrFolder","routes":"routesByRoute","log_level":null},"extensions":true},
  MountedApp: {"keys":{"name":null,"mount":null,"wsgi":"Wsgi","framework":null,"module":null,"interface":null,"root":null,"python":null,"requirements":null,"settings":null,"env":null,"secrets":null,"health":"HealthOrFalse","static":"staticByStaticOrFolder","media":"mediaByMediaOrFolder","routes":"routesByRoute","log_level":null},"extensions":true},
  HealthOrFalse: {"keys":{"path":null,"check":null}},
  Health: {"keys":{"path":null,"check":null}},
  StaticOrFolder: {"keys":{"folder":null,"hashed":null,"cache":null}},
  StaticFolder: {"keys":{"folder":null,"hashed":null,"cache":null}},
  MediaOrFolder: {"keys":{"folder":null,"protected":null,"cache":null}},
  MediaFolder: {"keys":{"folder":null,"protected":null,"cache":null}},
  Route: {"keys":{"stream":null,"websocket":null,"body":null,"request_time":null}},
  ProcessOrCommand: {"keys":{"command":null,"instances":null,"graceful_time":null,"stop_signal":null,"env":null,"memory":null,"app":null}},
  Process: {"keys":{"command":null,"instances":null,"graceful_time":null,"stop_signal":null,"env":null,"memory":null,"app":null}},
  Job: {"keys":{"command":null,"at":null,"every":null,"timeout":null,"env":null,"app":null}},
  Hooks: {"keys":{"build":null,"release":null}},
  Budget: {"keys":{"memory":null,"cpus":null,"db_connections":null,"db_reserved":null}},
  TargetOrKind: {"keys":{"kind":null,"os":null,"user":null,"web_user":null}},
  Target: {"keys":{"kind":null,"os":null,"user":null,"web_user":null}},
  Overlay: {"keys":{"domains":null,"aliases":null,"web":null,"edge":null,"wsgi":null,"app":null,"apps":null,"processes":null,"schedule":null,"hooks":null,"budget":null,"target":null}},
};
