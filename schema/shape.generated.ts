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
  /** The key that a text or list stands for where a map could be. */
  readonly short?: string;
  /** What stands at a key where stack.yaml says nothing. */
  readonly defaults?: { readonly [key: string]: Default };
};

type Default = string | number | boolean | readonly Default[] | { readonly [key: string]: Default };

export const shapes: { readonly [name: string]: Shape } = {
  domainsByHostPattern: {"items":"HostPattern","first":"Host"},
  aliasesByHost: {"items":"Host"},
  appsByMountedApp: {"items":"MountedApp"},
  processesByProcessOrCommand: {"values":"ProcessOrCommand","names":"Name"},
  scheduleByJob: {"values":"Job","names":"Name"},
  environmentsByOverlay: {"values":"Overlay","names":"Name"},
  Stack: {"keys":{"name":"Name","domains":"domainsByHostPattern","aliases":"aliasesByHost","web":"Web","edge":"EdgeOrFalse","wsgi":"Wsgi","app":"App","apps":"appsByMountedApp","processes":"processesByProcessOrCommand","schedule":"scheduleByJob","hooks":"Hooks","budget":"Budget","target":"TargetOrKind","environments":"environmentsByOverlay"},"defaults":{"aliases":[],"edge":false,"processes":{},"schedule":{},"hooks":{},"budget":{},"target":{"kind":"host"},"environments":{}},"extensions":true},
  Command: {"items":"Text","first":"Program"},
  CommandWords: {"items":"Text","first":"Program"},
  Env: {"values":"EnvValue","names":"EnvName"},
  cacheByCacheRuleOrTime: {"values":"CacheRuleOrTime","names":"UrlPath"},
  accessByAccessRule: {"values":"AccessRule","names":"UrlPath"},
  errorsByFile: {"values":"File","names":"StatusPattern"},
  Web: {"keys":{"server":null,"version":"Version","modules":null,"listen":"Listen","catch_all":null,"tls":"TlsOrFalse","limits":"Limits","compression":"Compression","cache":"cacheByCacheRuleOrTime","headers":"Headers","access":"accessByAccessRule","errors":"errorsByFile","logs":"Logs","maintenance":"Maintenance"},"defaults":{"modules":[],"listen":{},"catch_all":true,"tls":{},"limits":{},"compression":{},"cache":{},"headers":{},"access":{},"errors":{},"logs":{},"maintenance":{}}},
  addressesByAddress: {"items":"Address"},
  Listen: {"keys":{"http":"PortOrFalse","https":"PortOrFalse","addresses":"addressesByAddress"},"defaults":{"http":80,"https":443,"addresses":["*"]}},
  TlsOrFalse: {"keys":{"certificate":null,"cert_file":"AbsoluteFile","key_file":"AbsoluteFile","acme":"Acme","profile":null,"redirect":null,"hsts":"HstsOrFalse","stapling":null,"http2":null},"defaults":{"acme":{},"profile":"intermediate","redirect":true,"stapling":false,"http2":true}},
  Tls: {"keys":{"certificate":null,"cert_file":"AbsoluteFile","key_file":"AbsoluteFile","acme":"Acme","profile":null,"redirect":null,"hsts":"HstsOrFalse","stapling":null,"http2":null},"defaults":{"acme":{},"profile":"intermediate","redirect":true,"stapling":false,"http2":true}},
  Acme: {"keys":{"email":"Email","webroot":"AbsoluteFolder","name":"Host"}},
  HstsOrFalse: {"keys":{"max_age":"TimeFromZero","subdomains":null,"preload":null},"defaults":{"max_age":"365d","subdomains":false,"preload":false}},
  Hsts: {"keys":{"max_age":"TimeFromZero","subdomains":null,"preload":null},"defaults":{"max_age":"365d","subdomains":false,"preload":false}},
  rateByRateRuleOrRate: {"values":"RateRuleOrRate","names":"UrlPath"},
  Limits: {"keys":{"body":"Size","headers":"Size","header_count":null,"request_line":"Size","request_time":"Time","header_time":"Time","body_time":"Time","send_time":"Time","keepalive":"TimeFromZero","connections":"CountOrFalse","rate":"rateByRateRuleOrRate"},"defaults":{"body":"10MB","headers":"32KB","header_count":100,"request_line":"8KB","request_time":"30s","header_time":"10s","body_time":"30s","send_time":"30s","connections":false,"rate":{}}},
  RateRuleOrRate: {"keys":{"rate":"Rate","burst":null},"short":"rate"},
  RateRule: {"keys":{"rate":"Rate","burst":null}},
  typesByMimeType: {"items":"MimeType"},
  Compression: {"keys":{"gzip":null,"brotli":null,"precompressed":null,"min_size":"Size","level":null,"types":"typesByMimeType"},"defaults":{"gzip":true,"brotli":false,"precompressed":true,"min_size":"1KB","level":5}},
  CacheRuleOrTime: {"keys":{"time":"Time","stale":"TimeFromZero"},"defaults":{"stale":"0s"},"short":"time"},
  CacheRule: {"keys":{"time":"Time","stale":"TimeFromZero"},"defaults":{"stale":"0s"}},
  setByHeaderValue: {"values":"HeaderValue","names":"HeaderName"},
  removeByHeaderName: {"items":"HeaderName"},
  Headers: {"keys":{"defaults":null,"set":"setByHeaderValue","content_security_policy":"HeaderValue","remove":"removeByHeaderName"},"defaults":{"defaults":true,"set":{},"remove":[]}},
  allowByCidr: {"items":"Cidr"},
  denyByCidr: {"items":"Cidr"},
  AccessRule: {"keys":{"allow":"allowByCidr","deny":"denyByCidr","basic_auth":"BasicAuth","satisfy":null},"defaults":{"satisfy":"all"}},
  BasicAuth: {"keys":{"realm":"Realm","users_file":"File"},"defaults":{"realm":"Restricted"}},
  excludeByUrlPath: {"items":"UrlPath"},
  Logs: {"keys":{"access":null,"level":null,"request_id":null,"exclude":"excludeByUrlPath"},"defaults":{"access":"json","level":"warn","request_id":true,"exclude":[]}},
  Maintenance: {"keys":{"page":"File","allow":"allowByCidr","retry_after":"Time"},"defaults":{"page":"none","allow":[],"retry_after":"10m"}},
  trustedByCidr: {"items":"Cidr"},
  EdgeOrFalse: {"keys":{"kind":null,"trusted":"trustedByCidr","tls":null,"client_header":null,"proto_header":null,"port":null,"timeout":"Time","keepalive":"Time"},"defaults":{"kind":"load-balancer","tls":"edge","proto_header":"X-Forwarded-Proto","timeout":"60s","keepalive":"60s"}},
  Edge: {"keys":{"kind":null,"trusted":"trustedByCidr","tls":null,"client_header":null,"proto_header":null,"port":null,"timeout":"Time","keepalive":"Time"},"defaults":{"kind":"load-balancer","tls":"edge","proto_header":"X-Forwarded-Proto","timeout":"60s","keepalive":"60s"}},
  Wsgi: {"keys":{"server":null,"command":"AbsoluteFile","workers":"Workers","threads":"Threads","preload":null,"max_requests":"CountOrFalse","max_memory":"SizeOrFalse","graceful_time":"Time","protocol":null,"backlog":null},"defaults":{"workers":"auto","threads":"auto","max_requests":false,"max_memory":false,"backlog":512}},
  secretsByEnvName: {"items":"EnvName"},
  staticByStaticOrFolder: {"values":"StaticOrFolder","names":"UrlPath"},
  mediaByMediaOrFolder: {"values":"MediaOrFolder","names":"UrlPath"},
  routesByRoute: {"values":"Route","names":"UrlPath"},
  App: {"keys":{"framework":null,"module":"Module","interface":null,"root":"Folder","python":"AbsoluteFile","requirements":"File","settings":"DottedName","env":"Env","secrets":"secretsByEnvName","health":"HealthOrFalse","static":"staticByStaticOrFolder","media":"mediaByMediaOrFolder","routes":"routesByRoute","log_level":null},"defaults":{"root":".","env":{},"secrets":[],"static":{},"media":{},"routes":{},"log_level":"info"},"extensions":true},
  MountedApp: {"keys":{"name":"Name","mount":"UrlPath","wsgi":"Wsgi","framework":null,"module":"Module","interface":null,"root":"Folder","python":"AbsoluteFile","requirements":"File","settings":"DottedName","env":"Env","secrets":"secretsByEnvName","health":"HealthOrFalse","static":"staticByStaticOrFolder","media":"mediaByMediaOrFolder","routes":"routesByRoute","log_level":null},"defaults":{"mount":"/","root":".","env":{},"secrets":[],"static":{},"media":{},"routes":{},"log_level":"info"},"extensions":true},
  HealthOrFalse: {"keys":{"path":"UrlPath","check":"Callable"}},
  Health: {"keys":{"path":"UrlPath","check":"Callable"}},
  StaticOrFolder: {"keys":{"folder":"Folder","hashed":null,"cache":"TimeFromZero"},"defaults":{"hashed":false,"cache":"1h"},"short":"folder"},
  StaticFolder: {"keys":{"folder":"Folder","hashed":null,"cache":"TimeFromZero"},"defaults":{"hashed":false,"cache":"1h"}},
  MediaOrFolder: {"keys":{"folder":"Folder","protected":null,"cache":"TimeOrFalse"},"defaults":{"protected":false,"cache":false},"short":"folder"},
  MediaFolder: {"keys":{"folder":"Folder","protected":null,"cache":"TimeOrFalse"},"defaults":{"protected":false,"cache":false}},
  Route: {"keys":{"stream":null,"websocket":null,"body":"Size","request_time":"Time"},"defaults":{"stream":false,"websocket":false}},
  ProcessOrCommand: {"items":"Text","first":"Program","keys":{"command":"Command","instances":null,"graceful_time":"Time","stop_signal":null,"env":"Env","memory":"Size","app":"Name"},"defaults":{"instances":1,"graceful_time":"30s","stop_signal":"TERM","env":{}},"short":"command"},
  Process: {"keys":{"command":"Command","instances":null,"graceful_time":"Time","stop_signal":null,"env":"Env","memory":"Size","app":"Name"},"defaults":{"instances":1,"graceful_time":"30s","stop_signal":"TERM","env":{}}},
  Job: {"keys":{"command":"Command","at":"Calendar","every":"Time","timeout":"Time","env":"Env","app":"Name"},"defaults":{"timeout":"1h","env":{}}},
  buildByCommand: {"items":"Command"},
  releaseByCommand: {"items":"Command"},
  Hooks: {"keys":{"build":"buildByCommand","release":"releaseByCommand"},"defaults":{"release":[]}},
  Budget: {"keys":{"memory":"Size","cpus":null,"db_connections":null,"db_reserved":null},"defaults":{"db_reserved":3}},
  TargetOrKind: {"keys":{"kind":null,"os":null,"user":"Name","web_user":"Name"},"defaults":{"kind":"host","os":"debian-12","web_user":"www-data"},"short":"kind"},
  Target: {"keys":{"kind":null,"os":null,"user":"Name","web_user":"Name"},"defaults":{"kind":"host","os":"debian-12","web_user":"www-data"}},
  Overlay: {"keys":{"domains":null,"aliases":null,"web":null,"edge":null,"wsgi":null,"app":null,"apps":null,"processes":null,"schedule":null,"hooks":null,"budget":null,"target":null}},
};
