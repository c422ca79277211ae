import { NAME } from '../unit-file';
import { refuse } from './refuse';

/** Lengths that `@careplane/config` allows; a spec compares. */
export const MAX_LENGTH = { platform: 20, service: 24 } as const;

/** Refuse a name that is none, before any file is made of it. */
export function checkName(kind: keyof typeof MAX_LENGTH, name: string): void {
  const max = MAX_LENGTH[kind];
  const advice = `Write 2 to ${max} lower-case letters, digits and single hyphens, starting with a letter.`;
  if (/[\\/]|^\.+$/.test(name)) {
    refuse(`"${name}" is a path, not the name of a ${kind}. ${advice} The folder follows from the name.`);
  }
  if (!NAME.test(name)) refuse(`"${name}" cannot be the name of a ${kind}. ${advice}`);
  if (name.length < 2 || name.length > max) {
    refuse(`"${name}" has ${name.length} characters, which is not allowed for the name of a ${kind}. ${advice}`);
  }
}
