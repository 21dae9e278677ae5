/**
 * How an edge writes its client's address: alone, with a port, an IPv6 one in brackets (RFC 7239, section 6). Patterns
 * without quotes, blanks or backslashes, case-insensitive, that mean the same to PCRE and to JavaScript.
 */

/** Told of a client whose address cannot be read: no host's own (RFC 1122, section 3.2.1.3), and outside of every rule. */
export const NOBODY = "0.0.0.0";

const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

export const IPV4 = `(?:${OCTET}[.]){3}${OCTET}`;

const GROUP = "[0-9a-fA-F]{1,4}";
/** Seven groups at most beside the two colons that stand for the others. */
const SHORTENED = `(?!(?::*[0-9a-fA-F]+(?![0-9a-fA-F])){8})(?:${GROUP}(?::${GROUP})*)?::(?:${GROUP}(?::${GROUP})*)?`;

export const IPV6 = `(?:(?:${GROUP}:){7}${GROUP}|${SHORTENED}|::[fF]{4}:${IPV4})`;
