/** Networks as Apache takes them: APR knows no prefix of no bits, so all addresses are two halves. */

const HALVES: readonly (readonly [family: RegExp, halves: readonly string[]])[] = [
  [/^[0-9.]+[/]0+$/, ["0.0.0.0/1", "128.0.0.0/1"]],
  [/^[0-9a-f:.]*:[0-9a-f:.]*[/]0+$/i, ["::/1", "8000::/1"]],
];

export function halved(network: string): readonly string[] {
  return HALVES.find(([family]) => family.test(network))?.[1] ?? [network];
}
