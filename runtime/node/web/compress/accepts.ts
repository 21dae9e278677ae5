/** Accept-Encoding (RFC 9110, section 12.5.3): named with a weight above nothing, or `*`. No I/O. */

export function accepts(header: string | null, coding: string): boolean {
  if (header === null) return false;
  let star = false;
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...parameters] = part.split(";").map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith("q="));
    const wanted = weight === undefined || Number(weight.slice(2)) > 0;
    if (name === coding) return wanted;
    if (name === "*") star = wanted;
  }
  return star;
}
