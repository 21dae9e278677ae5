/**
 * Which secrets any unguessable text will do for, by their names: keys that sign and tokens that are one's own to choose. On a person's
 * own machine those are made up. A database's URL or a password names what exists elsewhere, and has to be stated.
 */
const KEY = /(?:^|_)(?:KEY|SECRET|TOKEN|SALT|PEPPER|KEY_BASE)$/;

export function isKeyName(name: string): boolean {
  return KEY.test(name);
}
