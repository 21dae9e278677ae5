/** By these an app tells some web server where a file lies. Which of them counts is a layer's choice; none is a client's business. */
export const SENDFILE_HEADERS: readonly string[] = ["X-Sendfile", "X-Sendfile-Temporary", "X-LIGHTTPD-send-file"];

/** nginx's. */
export const ACCEL_HEADERS: readonly string[] = [
  "X-Accel-Redirect",
  "X-Accel-Buffering",
  "X-Accel-Charset",
  "X-Accel-Expires",
  "X-Accel-Limit-Rate",
];
