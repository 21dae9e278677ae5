/** Help that looks at what was written: the value mended, where that can be guessed, else the form in words. */

const SIZE_FORM = "a size is a number and B, KB, MB, GB or TB, more than nothing: 10MB";
const TIME_FORM = "a length of time is a number and ms, s, m, h or d: 30s, 1h30m";
const HOST_FORM = "a host name has lower case letters, digits and hyphens, in labels with dots: shop.example.com";

export function hintSize(value: string): string {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\w*\s*$/i.exec(value) ?? [];
  if (number === undefined || Number(number) === 0) return SIZE_FORM;
  if (unit === "") return `a size needs a unit: ${number}B, ${number}KB, ${number}MB`;
  return `write ${number}${unit.toUpperCase()}B`;
}

const TIME_UNITS: Readonly<Record<string, string>> = { ms: "ms", s: "s", m: "m", h: "h", d: "d", sec: "s", min: "m", hour: "h", day: "d" };

export function hintTime(value: string): string {
  const [, hours, minutes] = /^(\d{1,3}):(\d\d)$/.exec(value) ?? [];
  if (hours !== undefined)
    return `${value} is a time of day; a length of time is ${Number(hours)}h${Number(minutes)}m or ${Number(hours)}m${Number(minutes)}s`;
  const [, number, word = ""] = /^\s*(\d+)\s*([a-z]*?)(?:ond|ute)?s?\s*$/i.exec(value) ?? [];
  if (number === undefined) return TIME_FORM;
  if (Number(number) === 0) return "a length of time is more than nothing: 1s, 30s";
  if (word === "" && !/[a-z]/i.test(value)) return `a length of time needs a unit: ${number}s, ${number}m, ${number}h`;
  const unit = /ms$/i.test(value.trim()) ? "ms" : TIME_UNITS[(word || "s").toLowerCase()];
  return unit === undefined ? TIME_FORM : `write ${number}${unit}`;
}

export function hintHost(value: string): string {
  if (value.startsWith("*.")) return "a wildcard can stand in domains, after the first";
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return hintBareHost(value.replace(/^[^/]*\/\//, ""));
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value) || /^\[?[0-9a-f]*:[0-9a-f:]*\]?$/i.test(value))
    return "an address is no host name: certificates and frameworks go by name";
  if (/[^\u0000-\u007f]/.test(value)) return hintPunycode(value);
  if (/[:/A-Z]|\.$/.test(value)) return hintBareHost(value);
  return HOST_FORM;
}

function hintBareHost(value: string): string {
  const [bare = ""] = value.toLowerCase().split(/[/:]/);
  const host = bare.replace(/\.$/, "");
  return /^[a-z0-9.-]+$/.test(host) ? `write the name alone, in lower case: ${host}` : HOST_FORM;
}

function hintPunycode(value: string): string {
  if (!URL.canParse(`http://${value}/`)) return HOST_FORM;
  const { hostname } = new URL(`http://${value}/`);
  return hostname.includes("xn--") ? `write its ASCII form: ${hostname}` : HOST_FORM;
}

export function hintUrlPath(value: string): string {
  if (value.includes("..")) return "a URL path has no ..";
  if (value.includes("//")) return "a URL path has no //";
  if (value.includes("*")) return "leave the * out: a path covers all below it";
  if (/^[A-Za-z0-9._~@+-]/.test(value) && !value.includes(":")) return `begin with a slash: /${value}`;
  return "a URL path begins with / and has letters, digits and . _ ~ / @ + -";
}

export function hintPath(value: string): string {
  if (value.split("/").includes("..")) return "a path has no ..; a folder outside needs its absolute path";
  if (value.startsWith("~")) return "~ is not expanded: write the absolute path";
  if (value.includes("\\")) return `write it with /: ${value.replaceAll("\\", "/")}`;
  return "letters, digits and . _ / @ + - can stand in a path";
}

export function hintModule(value: string): string {
  const bare = value
    .replace(/^\.\//, "")
    .replace(/\.py(?=:|$)/, "")
    .replaceAll("/", ".");
  if (/^[A-Za-z_][\w.]*(:[\w.]+)?$/.test(bare) && bare !== value)
    return `write the module by dots: ${bare.includes(":") ? bare : `${bare}:app`}`;
  return "write package.module:callable, or package.module:factory() for a factory without arguments";
}

const CALENDAR = 'write hourly, daily, weekly, monthly, "03:30", or an expression like Mon..Fri 08:00';

/** Five fields are a line of crontab(5). */
export function hintCalendar(value: string): string {
  const [, minute, hour, rest] = /^(\S+) (\S+) (\S+ \S+ \S+)$/.exec(value.trim()) ?? [];
  if (minute === undefined || hour === undefined) return CALENDAR;
  if (rest === "* * *" && /^[0-5]?\d$/.test(minute) && /^([01]?\d|2[0-3])$/.test(hour))
    return `write "${hour.padStart(2, "0")}:${minute.padStart(2, "0")}"`;
  return `this is crontab's form: ${CALENDAR}, or every: 15m`;
}

/** `NAME=value program` is a shell's way to say the environment. */
export function hintCommand(value: string): string {
  if (/^[A-Za-z_]\w*=/.test(value)) return "no shell runs it: environment variables stand in env";
  return "no shell runs it: for quotes, blanks in a word or shell characters write a list, [program, argument, ...]";
}
