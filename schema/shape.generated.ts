/* Made by scripts/generate.mjs from stack.schema.json. Do not edit. */

/**
 * What may stand below a place, as names of definitions: by key; for all other keys (`names` is what
 * those keys are); for the items of a list, the `first` of which may be something else.
 */
export type Shape = {
  readonly keys?: { readonly [key: string]: string | null };
  readonly values?: string;
  readonly names?: string;
  readonly items?: string;
  readonly first?: string;
  readonly extensions?: true;
};

export const shapes: { readonly [name: string]: Shape } = {
  domainsByHostPattern: {"items":"HostPattern","first":"Host"},
  aliasesByHost: {"items":"Host"},
  appsByMountedApp: {"items":"MountedApp"},
  processesByProcessOrCommand: {"values":"ProcessOrCommand","names":"Name"},
  scheduleByJob: {"values":"Job","names":"Name"},
  environmentsByOverlay: {"values":"Overlay","names":"Name"},
  Stack: {"keys":{"name":"Name","domains":"domainsByHostPattern","aliases":"aliasesByHost","web":"Web","edge":"EdgeOrFalse","wsgi":"Wsgi","app":"App","apps":"appsByMountedApp","processes":"processesByProcessOrCommand","schedule":"scheduleByJob","hooks":"Hooks","budget":"Budget","target":"TargetOrKind","environments":"environmentsByOverlay"},"extensions":true},
  Command: {"items":"Text","first":"Program"},
  CommandWords: {"items":"Text","first":"Program"},
  Env: {"values":"EnvValue","names":"EnvName"},
  cacheByCacheRuleOrTime: {"values":"CacheRuleOrTime","names":"UrlPath"},
  accessByAccessRule: {"values":"AccessRule","names":"UrlPath"},
  errorsByFile: {"values":"File","names":"StatusPattern"},
  Web: {"keys":{"server":null,"version":"Version","modules":null,"listen":"Listen","catch_all":null,"tls":"TlsOrFalse","limits":"Limits","compression":"Compression","cache":"cacheByCacheRuleOrTime","headers":"Headers","access":"accessByAccessRule","errors":"errorsByFile","logs":"Logs","maintenance":"Maintenance"}},
  addressesByAddress: {"items":"Address"},
  Listen: {"keys":{"http":"PortOrFalse","https":"PortOrFalse","addresses":"addressesByAddress"}},
  TlsOrFalse: {"keys":{"certificate":null,"cert_file":"AbsoluteFile","key_file":"AbsoluteFile","acme":"Acme","profile":null,"redirect":null,"hsts":"HstsOrFalse","stapling":null,"http2":null}},
  Tls: {"keys":{"certificate":null,"cert_file":"AbsoluteFile","key_file":"AbsoluteFile","acme":"Acme","profile":null,"redirect":null,"hsts":"HstsOrFalse","stapling":null,"http2":null}},
  Acme: {"keys":{"email":"Email","webroot":"AbsoluteFolder","name":"Host"}},
  HstsOrFalse: {"keys":{"max_age":"TimeFromZero","subdomains":null,"preload":null}},
  Hsts: {"keys":{"max_age":"TimeFromZero","subdomains":null,"preload":null}},
  rateByRateRuleOrRate: {"values":"RateRuleOrRate","names":"UrlPath"},
  Limits: {"keys":{"body":"Size","headers":"Size","header_count":null,"request_line":"Size","request_time":"Time","header_time":"Time","body_time":"Time","send_time":"Time","keepalive":"TimeFromZero","connections":"CountOrFalse","rate":"rateByRateRuleOrRate"}},
  RateRuleOrRate: {"keys":{"rate":"Rate","burst":null}},
  RateRule: {"keys":{"rate":"Rate","burst":null}},
  typesByMimeType: {"items":"MimeType"},
  Compression: {"keys":{"gzip":null,"brotli":null,"precompressed":null,"min_size":"Size","level":null,"types":"typesByMimeType"}},
  CacheRuleOrTime: {"keys":{"time":"Time","stale":"TimeFromZero"}},
  CacheRule: {"keys":{"time":"Time","stale":"TimeFromZero"}},
  setByHeaderValue: {"values":"HeaderValue","names":"HeaderName"},
  removeByHeaderName: {"items":"HeaderName"},
  Headers: {"keys":{"defaults":null,"set":"setByHeaderValue","content_security_policy":"HeaderValue","remove":"removeByHeaderName"}},
  allowByCidr: {"items":"Cidr"},
  denyByCidr: {"items":"Cidr"},
  AccessRule: {"keys":{"allow":"allowByCidr","deny":"denyByCidr","basic_auth":"BasicAuth","satisfy":null}},
  BasicAuth: {"keys":{"realm":"Realm","users_file":"File"}},
  excludeByUrlPath: {"items":"UrlPath"},
  Logs: {"keys":{"access":null,"level":null,"request_id":null,"exclude":"excludeByUrlPath"}},
  Maintenance: {"keys":{"page":"File","allow":"allowByCidr","retry_after":"Time"}},
  trustedByCidr: {"items":"Cidr"},
  EdgeOrFalse: {"keys":{"kind":null,"trusted":"trustedByCidr","tls":null,"client_header":null,"proto_header":null,"port":null,"timeout":"Time","keepalive":"Time"}},
  Edge: {"keys":{"kind":null,"trusted":"trustedByCidr","tls":null,"client_header":null,"proto_header":null,"port":null,"timeout":"Time","keepalive":"Time"}},
  Wsgi: {"keys":{"server":null,"command":"AbsoluteFile","workers":"Workers","threads":"Threads","preload":null,"max_requests":"CountOrFalse","max_memory":"SizeOrFalse","graceful_time":"Time","protocol":null,"backlog":null}},
  secretsByEnvName: {"items":"EnvName"},
  staticByStaticOrFolder: {"values":"StaticOrFolder","names":"UrlPath"},
  mediaByMediaOrFolder: {"values":"MediaOrFolder","names":"UrlPath"},
  routesByRoute: {"values":"Route","names":"UrlPath"},
  App: {"keys":{"framework":null,"module":"Module","interface":null,"root":"Folder","python":"AbsoluteFile","requirements":"File","settings":"DottedName","env":"Env","secrets":"secretsByEnvName","health":"HealthOrFalse","static":"staticByStaticOrFolder","media":"mediaByMediaOrFolder","routes":"routesByRoute","log_level":null},"extensions":true},
  MountedApp: {"keys":{"name":"Name","mount":"UrlPath","wsgi":"Wsgi","framework":null,"module":"Module","interface":null,"root":"Folder","python":"AbsoluteFile","requirements":"File","settings":"DottedName","env":"Env","secrets":"secretsByEnvName","health":"HealthOrFalse","static":"staticByStaticOrFolder","media":"mediaByMediaOrFolder","routes":"routesByRoute","log_level":null},"extensions":true},
  HealthOrFalse: {"keys":{"path":"UrlPath","check":"Callable"}},
  Health: {"keys":{"path":"UrlPath","check":"Callable"}},
  StaticOrFolder: {"keys":{"folder":"Folder","hashed":null,"cache":"TimeFromZero"}},
  StaticFolder: {"keys":{"folder":"Folder","hashed":null,"cache":"TimeFromZero"}},
  MediaOrFolder: {"keys":{"folder":"Folder","protected":null,"cache":"TimeOrFalse"}},
  MediaFolder: {"keys":{"folder":"Folder","protected":null,"cache":"TimeOrFalse"}},
  Route: {"keys":{"stream":null,"websocket":null,"body":"Size","request_time":"Time"}},
  ProcessOrCommand: {"items":"Text","first":"Program","keys":{"command":"Command","instances":null,"graceful_time":"Time","stop_signal":null,"env":"Env","memory":"Size","app":"Name"}},
  Process: {"keys":{"command":"Command","instances":null,"graceful_time":"Time","stop_signal":null,"env":"Env","memory":"Size","app":"Name"}},
  Job: {"keys":{"command":"Command","at":"Calendar","every":"Time","timeout":"Time","env":"Env","app":"Name"}},
  buildByCommand: {"items":"Command"},
  releaseByCommand: {"items":"Command"},
  Hooks: {"keys":{"build":"buildByCommand","release":"releaseByCommand"}},
  Budget: {"keys":{"memory":"Size","cpus":null,"db_connections":null,"db_reserved":null}},
  TargetOrKind: {"keys":{"kind":null,"os":null,"user":"Name","web_user":"Name"}},
  Target: {"keys":{"kind":null,"os":null,"user":"Name","web_user":"Name"}},
  Overlay: {"keys":{"domains":null,"aliases":null,"web":null,"edge":null,"wsgi":null,"app":null,"apps":null,"processes":null,"schedule":null,"hooks":null,"budget":null,"target":null}},
};
