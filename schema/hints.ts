/** Help that looks at what was written: the value mended, where that can be guessed, else the form in words. */
import type { Path } from "./path.ts";

const SIZE_FORM = "a size is a number and B, KB, MB, GB or TB, more than nothing: 10MB";
const TIME_FORM = "a length of time is a number and ms, s, m, h or d: 30s, 1h30m";
const HOST_FORM = "a host name has lower case letters, digits and hyphens, in labels with dots: shop.example.com";

/** For who writes `false` where something must be. */
export const OFF: Readonly<Record<string, string>> = {
  Size: "there is no size without a limit: write a large one, 100GB",
  Time: "there is no time without a limit: write a long one, 1h",
  TimeFromZero: "write 0s for none",
};

/** What the schema takes of each unit (the definition Size). */
const SIZE = /^(\d{1,15}B|(\d{1,12}(\.\d{1,3})?K|\d{1,9}(\.\d{1,6})?M|\d{1,6}(\.\d{1,9})?G)B|\d{1,3}(\.\d{1,12})?TB)$/;

export function hintSize(value: string): string {
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?[a-z]*\s*$/i.exec(value) ?? [];
  if (number === undefined || Number(number) === 0) return SIZE_FORM;
  const meant = (unit === "" ? ["B", "KB", "MB"] : [`${unit.toUpperCase()}B`])
    .map((word) => `${number}${word}`)
    .filter((size) => SIZE.test(size));
  if (meant.length === 0) return SIZE_FORM;
  return unit === "" ? `a size needs a unit: ${meant.join(", ")}` : `write ${meant[0]}`;
}

const TIME_UNITS: Readonly<Record<string, string>> = { ms: "ms", s: "s", m: "m", h: "h", d: "d", sec: "s", min: "m", hour: "h", day: "d" };

export function hintTime(value: string): string {
  const [, hours, minutes] = /^(\d{1,3}):(\d\d)$/.exec(value) ?? [];
  if (hours !== undefined)
    return `${value} is a time of day; a length of time is ${Number(hours)}h${Number(minutes)}m or ${Number(hours)}m${Number(minutes)}s`;
  const [, number, word = ""] = /^\s*(\d+)\s*([a-z]*?)(?:ond|ute)?s?\s*$/i.exec(value) ?? [];
  if (number === undefined) return TIME_FORM;
  if (Number(number) === 0) return "a length of time is more than nothing: 1s, 30s";
  if (word === "" && !/[a-z]/i.test(value)) return hintBareTime(number);
  const unit = /ms$/i.test(value.trim()) ? "ms" : TIME_UNITS[(word || "s").toLowerCase()];
  return unit !== undefined && TIME.test(`${number}${unit}`) ? `write ${number}${unit}` : TIME_FORM;
}

/** What the schema takes of each unit (the definition Time). */
const TIME = /^(\d{1,5}d|\d{1,6}h|\d{1,8}m|\d{1,9}s|\d{1,12}ms)$/;
const DAY_S = 86_400;

/** A number of seconds that makes whole days is one of seconds: hours of it would be centuries. */
function hintBareTime(number: string): string {
  const days = Number(number) / DAY_S;
  if (Number.isInteger(days) && days < 100_000) return `a length of time needs a unit: ${days}d, if these are seconds`;
  const meant = ["s", "m", "h"].map((unit) => `${Number(number)}${unit}`).filter((time) => TIME.test(time));
  return meant.length === 0 ? TIME_FORM : `a length of time needs a unit: ${meant.join(", ")}`;
}

const RATE_FORM = "a rate is a number of requests per s, m or h: 5/s, 100/m";
const RATE = /^[1-9]\d{0,8}\/[smh]$/;

/** `5/min`, `5 per minute`, nginx's `5r/m`: the first letter of the time is the unit. */
export function hintRate(value: string): string {
  const [, number = "", unit = ""] =
    /^\s*(\d+)\s*(?:r|req|requests?)?\s*(?:\/|per|a)\s*(s|m|h)(?:ec|in|r|econd|inute|our)?s?\s*$/i.exec(value) ?? [];
  const meant = `${number}/${unit.toLowerCase()}`;
  return RATE.test(meant) ? `write ${meant}` : RATE_FORM;
}

const ADDRESS_FORM = "write an IPv4 or IPv6 address, or a network: 10.0.0.0/8";

/** `all` of other servers' rules, and the name of a service in front. */
export function hintAddress(value: string, path: Path = []): string {
  const keys = path.filter((part) => typeof part === "string");
  const all = value.toLowerCase() === "all" || value === "*";
  if (all && keys.includes("deny")) return "write both: [0.0.0.0/0, ::/0]; or allow who may, and all others are denied: allow: [127.0.0.1]";
  if (all && keys.includes("allow")) return "leave it out: who is not denied is let in";
  if (keys.includes("trusted") && /^[a-z]/i.test(value)) return "write the networks that its provider publishes: trusted: [192.0.2.0/24]";
  return value === "localhost" ? "write 127.0.0.1" : ADDRESS_FORM;
}

export function hintHost(value: string): string {
  if (value === "*") return "each name is listed: shop.example.com; *.example.com may stand after the first of domains";
  if (value.startsWith("*.")) return "a wildcard can stand in domains, after the first";
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return hintBareHost(value.replace(/^[^/]*\/\//, ""));
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(value) || /^\[?[0-9a-f]*:[0-9a-f:]*\]?$/i.test(value))
    return "an address is no host name: certificates and frameworks go by name";
  if (/[^\u0000-\u007f]/.test(value)) return hintPunycode(value);
  if (/[:/A-Z]|\.$/.test(value)) return hintBareHost(value);
  return HOST_FORM;
}

/** As the definition Host has it. */
const HOST = /^(?!.*(^|\.)[0-9]+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

function hintBareHost(value: string): string {
  const [bare = ""] = value.toLowerCase().split(/[/:]/);
  const host = bare.replace(/\.$/, "");
  return HOST.test(host) ? `write the name alone, in lower case: ${host}` : HOST_FORM;
}

function hintPunycode(value: string): string {
  if (!URL.canParse(`http://${value}/`)) return HOST_FORM;
  const { hostname } = new URL(`http://${value}/`);
  return HOST.test(hostname) ? `write its ASCII form: ${hostname}` : HOST_FORM;
}

/** nginx's `~ ^/x`, `= /x`, and whatever else is no letter of a path. */
const REGEX = /^[~^=]|[[\]()^$|\\]/;
const URL_PATH = /^(?!.*\/\.(\/|$))\/[A-Za-z0-9._~/@+-]*$/;

export function hintUrlPath(value: string): string {
  if (REGEX.test(value)) return "there are no patterns: a path covers all below it, /api say";
  if (value.includes("..")) return "a URL path has no ..";
  if (value.includes("//")) return "a URL path has no //";
  if (value.includes("*")) return "leave the * out: a path covers all below it";
  if (URL_PATH.test(`/${value}`) && value !== "") return `begin with a slash: /${value}`;
  return "a URL path begins with / and has letters, digits and . _ ~ / @ + -";
}

/** As the definitions Folder and File have it. */
const PATH = /^(?!.*(^|\/)\.\.(\/|$))(\/|\.\/|[A-Za-z0-9_.])[A-Za-z0-9._/@+-]*[A-Za-z0-9_@+-]$/;

export function hintPath(value: string): string {
  if (value.split("/").includes("..")) return "a path has no ..; a folder outside needs its absolute path";
  if (value.startsWith("~")) return "~ is not expanded: write the absolute path";
  const turned = value.replaceAll("\\", "/");
  return turned !== value && PATH.test(turned) ? `write it with /: ${turned}` : "letters, digits and . _ / @ + - can stand in a path";
}

const DOTTED = "[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*";
const MODULE = new RegExp(`^${DOTTED}(:${DOTTED}(\\(\\))?)?$`);

export function hintModule(value: string): string {
  const bare = value
    .replace(/^\.\//, "")
    .replace(/\.py(?=:|$)/, "")
    .replaceAll("/", ".");
  if (MODULE.test(bare) && bare !== value) return `write the module by dots: ${bare.includes(":") ? bare : `${bare}:app`}`;
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
