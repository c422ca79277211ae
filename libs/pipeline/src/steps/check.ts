import type { Step } from '../buildspec';

/**
 * A commit id arrives from outside. It becomes an image tag and part of an object's key, so nothing but 40 hexadecimal
 * digits is taken.
 */
export const checkCommit: Step = {
  name: 'check the commit',
  phase: 'pre_build',
  why: 'a commit id is 40 hexadecimal digits and nothing else',
  commands: [`case "$COMMIT" in *[!0-9a-f]*) false ;; *) test "\${#COMMIT}" -eq 40 ;; esac`],
};

/** The digest that the scan has handed on. */
export const checkDigest: Step = {
  name: 'check the digest',
  phase: 'pre_build',
  why: 'a digest is sha256: and 64 hexadecimal digits',
  commands: [digestHolds('DIGEST')],
};

/** Shell that fails unless a variable holds a digest. */
export function digestHolds(variable: string): string {
  return `case "\${${variable}#sha256:}" in "$${variable}" | *[!0-9a-f]*) false ;; *) test "\${#${variable}}" -eq 71 ;; esac`;
}
