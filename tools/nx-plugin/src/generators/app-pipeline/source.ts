import { refuse } from '../refuse';

/** Where a service's source is, as service.yaml says it. */
export type Source =
  { readonly kind: 'path'; readonly value: '.' } | { readonly kind: 'github' | 'codecommit'; readonly value: string };

const GITHUB = /^github:([A-Za-z0-9-]+\/[A-Za-z0-9._-]+)$/;
const CODECOMMIT = /^codecommit:([A-Za-z0-9._-]{1,100})$/;

/** Read the option --source. */
export function sourceOf(given: string): Source {
  const github = GITHUB.exec(given)?.[1];
  if (github !== undefined) return { kind: 'github', value: github };
  const codecommit = CODECOMMIT.exec(given)?.[1];
  if (codecommit !== undefined) return { kind: 'codecommit', value: codecommit };
  if (given === 'local') return { kind: 'path', value: '.' };
  return refuse(`--source ${given} is not a source. Write local, github:owner/repository or codecommit:repository.`);
}
