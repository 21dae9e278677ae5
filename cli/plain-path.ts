/** What every server's configuration can carry as a path without quoting; nothing else may enter an artifact as one. */
export const PLAIN_PATH = /^\/[A-Za-z0-9._/@+-]*$/;
