/** What compresses well; images, video, fonts in woff2 and archives are compressed already. */
export const DEFAULT_TYPES: readonly string[] = [
  "text/plain",
  "text/css",
  "text/csv",
  "text/javascript",
  "text/xml",
  "application/javascript",
  "application/json",
  "application/ld+json",
  "application/manifest+json",
  "application/xml",
  "application/atom+xml",
  "application/rss+xml",
  "application/wasm",
  "image/svg+xml",
  "font/ttf",
  "font/otf",
];
