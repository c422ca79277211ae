import { spawnSync } from 'node:child_process';
import { programEnd } from '@careplane/problems';
import { refuse } from '../refuse';

/**
 * A repository on GitHub by its numbers. Another owner can take a name after a rename, a transfer or a deletion;
 * numbers are never given twice.
 */
export interface GithubIdentity {
  readonly repositoryId: string;
  readonly ownerId: string;
}

export interface IdentityOptions {
  /** From a command line they come as numbers. */
  readonly repositoryId?: string | number;
  readonly ownerId?: string | number;
}

/** What GitHub says of a repository, or why it cannot be asked. */
export type GithubAnswer = { readonly text: string } | { readonly why: string };
/** Asks GitHub for the numbers of a repository, with `gh api`. */
export type AskGithub = (repository: string) => GithubAnswer;

/** The numbers as given, else as GitHub's own command line says them. */
export function identityOf(repository: string, options: IdentityOptions, ask: AskGithub = askGh): GithubIdentity {
  const given = { repositoryId: options.repositoryId, ownerId: options.ownerId };
  for (const [name, value] of Object.entries(given)) {
    if (value !== undefined && !isId(String(value))) {
      refuse(
        `--${name} ${value} is not a number. Allowed: a whole number from 1, as GitHub gives it. ${howToAsk(repository)}`,
      );
    }
  }
  if (given.repositoryId !== undefined && given.ownerId !== undefined) {
    return { repositoryId: String(given.repositoryId), ownerId: String(given.ownerId) };
  }
  const answer = ask(repository);
  const [repositoryId = '', ownerId = ''] = 'text' in answer ? answer.text.trim().split(/\s+/) : [];
  if (!isId(repositoryId) || !isId(ownerId)) {
    const why = 'why' in answer ? answer.why : 'gh printed no two numbers';
    refuse(
      `The numbers of ${repository} on GitHub are not known (${why}): the roles trust them, because a name can get another owner. ${howToAsk(repository)}`,
    );
  }
  return { repositoryId: String(given.repositoryId ?? repositoryId), ownerId: String(given.ownerId ?? ownerId) };
}

/** GitHub's numbers are whole, positive, and far below the numbers that a command line would round. */
function isId(text: string): boolean {
  return /^[1-9]\d{0,14}$/.test(text);
}

const QUERY = '"\\(.id) \\(.owner.id)"';

function howToAsk(repository: string): string {
  return `To see them: gh api repos/${repository} --jq '${QUERY}'; then: --repositoryId <first> --ownerId <second>.`;
}

/** The command line may be absent, or no one is signed in: then the numbers have to be given. */
function askGh(repository: string): GithubAnswer {
  const asked = spawnSync('gh', ['api', `repos/${repository}`, '--jq', QUERY], {
    encoding: 'utf8',
    timeout: 20_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return asked.status === 0 ? { text: asked.stdout } : { why: `gh ${programEnd(asked)}` };
}
