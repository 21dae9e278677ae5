/**
 * Content-Type by a file's name: the one table of all web servers, so that a swap of one changes no answer. Ours, and
 * not the distribution's: nginx's mime.types knows no `.mjs`, which with nosniff is a module that no browser runs.
 * Names are IANA's (https://www.iana.org/assignments/media-types); what is not known is bytes, never a page.
 */
type Row = readonly [type: string, ...endings: string[]];

/** Text is UTF-8: a browser that is told nothing takes `.txt` for windows-1252. */
const TEXT: readonly Row[] = [
  ["text/calendar", "ics"],
  ["text/css", "css"],
  ["text/csv", "csv"],
  ["text/html", "html", "htm", "shtml"],
  ["text/javascript", "js", "mjs", "cjs"],
  ["text/markdown", "md", "markdown"],
  ["text/plain", "txt", "text", "log"],
  ["text/tab-separated-values", "tsv"],
  ["text/vcard", "vcf"],
  ["text/vnd.sun.j2me.app-descriptor", "jad"],
  ["text/vnd.wap.wml", "wml"],
  ["text/vtt", "vtt"],
  ["text/x-component", "htc"],
];

/** JSON is UTF-8 by its standard, and XML says itself what it is: a charset would overrule it (RFC 7303, section 3.2). */
const COMPRESSIBLE: readonly Row[] = [
  ["application/atom+xml", "atom"],
  ["application/dash+xml", "mpd"],
  ["application/geo+json", "geojson"],
  ["application/gpx+xml", "gpx"],
  ["application/json", "json", "map"],
  ["application/ld+json", "jsonld"],
  ["application/manifest+json", "webmanifest"],
  ["application/mathml+xml", "mml"],
  ["application/postscript", "ps", "eps", "ai"],
  ["application/rss+xml", "rss"],
  ["application/rtf", "rtf"],
  ["application/toml", "toml"],
  ["application/vnd.apple.mpegurl", "m3u8"],
  ["application/vnd.google-earth.kml+xml", "kml"],
  ["application/vnd.ms-fontobject", "eot"],
  ["application/wasm", "wasm"],
  ["application/xhtml+xml", "xhtml"],
  ["application/xml", "xml", "xsl"],
  ["application/xslt+xml", "xslt"],
  ["application/xspf+xml", "xspf"],
  ["application/yaml", "yaml", "yml"],
  ["font/otf", "otf"],
  ["font/ttf", "ttf"],
  ["image/bmp", "bmp"],
  ["image/svg+xml", "svg", "svgz"],
  ["image/x-icon", "ico"],
  ["model/gltf+json", "gltf"],
  ["model/obj", "obj"],
];

/** Compressed already, or made of noise. */
const COMPRESSED: readonly Row[] = [
  ["application/epub+zip", "epub"],
  ["application/gzip", "gz", "tgz"],
  ["application/java-archive", "jar", "war", "ear"],
  ["application/msword", "doc"],
  ["application/pdf", "pdf"],
  ["application/pkcs7-mime", "p7c", "p7m"],
  ["application/pkix-cert", "cer"],
  ["application/pkix-crl", "crl"],
  ["application/vnd.android.package-archive", "apk"],
  ["application/vnd.google-earth.kmz", "kmz"],
  ["application/vnd.ms-excel", "xls"],
  ["application/vnd.ms-powerpoint", "ppt"],
  ["application/vnd.oasis.opendocument.graphics", "odg"],
  ["application/vnd.oasis.opendocument.presentation", "odp"],
  ["application/vnd.oasis.opendocument.spreadsheet", "ods"],
  ["application/vnd.oasis.opendocument.text", "odt"],
  ["application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"],
  ["application/vnd.rar", "rar"],
  ["application/x-7z-compressed", "7z"],
  ["application/x-bittorrent", "torrent"],
  ["application/x-bzip2", "bz2"],
  ["application/x-java-jnlp-file", "jnlp"],
  ["application/x-redhat-package-manager", "rpm"],
  ["application/x-shockwave-flash", "swf"],
  ["application/x-tar", "tar"],
  ["application/x-x509-ca-cert", "der", "pem", "crt"],
  ["application/x-xpinstall", "xpi"],
  ["application/x-xz", "xz"],
  ["application/zip", "zip"],
  ["application/zstd", "zst"],
  ["audio/aac", "aac"],
  ["audio/flac", "flac"],
  ["audio/midi", "mid", "midi", "kar"],
  ["audio/mp4", "m4a"],
  ["audio/mpeg", "mp3"],
  ["audio/ogg", "ogg", "oga", "opus"],
  ["audio/wav", "wav"],
  ["audio/webm", "weba"],
  ["font/collection", "ttc"],
  ["font/woff", "woff"],
  ["font/woff2", "woff2"],
  ["image/apng", "apng"],
  ["image/avif", "avif"],
  ["image/gif", "gif"],
  ["image/heic", "heic"],
  ["image/heif", "heif"],
  ["image/jpeg", "jpg", "jpeg"],
  ["image/jxl", "jxl"],
  ["image/png", "png"],
  ["image/tiff", "tif", "tiff"],
  ["image/webp", "webp"],
  ["model/gltf-binary", "glb"],
  ["model/stl", "stl"],
  ["model/vnd.usdz+zip", "usdz"],
  ["video/3gpp", "3gp", "3gpp"],
  ["video/iso.segment", "m4s"],
  ["video/mp2t", "ts", "m2ts"],
  ["video/mp4", "mp4", "m4v"],
  ["video/mpeg", "mpeg", "mpg"],
  ["video/ogg", "ogv"],
  ["video/quicktime", "mov"],
  ["video/webm", "webm"],
  ["video/x-flv", "flv"],
  ["video/x-matroska", "mkv"],
  ["video/x-ms-asf", "asx", "asf"],
  ["video/x-ms-wmv", "wmv"],
  ["video/x-msvideo", "avi"],
];

export type MediaType = { readonly type: string; readonly endings: readonly string[]; readonly isText: boolean };

const rows = (of: readonly Row[], isText: boolean): MediaType[] => of.map(([type, ...endings]) => ({ type, endings, isText }));

export const MEDIA_TYPES: readonly MediaType[] = [...rows(TEXT, true), ...rows([...COMPRESSIBLE, ...COMPRESSED], false)].sort((a, b) =>
  a.type < b.type ? -1 : 1,
);

/** Files without an ending whose type somebody asks for (https://developer.apple.com/documentation/xcode/supporting-associated-domains). */
export const NAMED_TYPES: readonly (readonly [name: string, type: string])[] = [["apple-app-site-association", "application/json"]];

export const BYTES = "application/octet-stream";

export const CHARSET = "utf-8";

/** As it stands in Content-Type. */
export const contentType = ({ type, isText }: Omit<MediaType, "endings">): string => (isText ? `${type}; charset=${CHARSET}` : type);

const byEnding = new Map(MEDIA_TYPES.flatMap((row) => row.endings.map((ending) => [ending, row] as const)));

const byName = new Map(NAMED_TYPES);

/** Of a file of its own URL, which is known here. */
export function mediaTypeOf(file: string): Omit<MediaType, "endings"> {
  const name = file.slice(file.lastIndexOf("/") + 1);
  const row = name.includes(".") ? byEnding.get(name.slice(name.lastIndexOf(".") + 1).toLowerCase()) : undefined;
  return row ?? { type: byName.get(name) ?? BYTES, isText: false };
}

/** What is worth compressing of files, and what apps answer beside. */
export const COMPRESSIBLE_TYPES: readonly string[] = [
  ...[...TEXT, ...COMPRESSIBLE].map(([type]) => type),
  "application/javascript",
  "application/problem+json",
  "application/x-javascript",
  "text/xml",
].sort();
