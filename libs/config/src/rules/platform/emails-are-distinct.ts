import type { Path } from '@careplane/problems';
import type { PlatformRule, RuleProblem } from '../rule';

/** SNS has one subscription for each address of a topic. */
export const emailsAreDistinct: PlatformRule = ({ alertEmails, environments }) => [
  ...repeats(['alertEmails'], alertEmails),
  ...Object.entries(environments).flatMap(([name, environment]) =>
    repeats(['environments', name, 'alertEmails'], environment.alertEmails ?? []),
  ),
];

function repeats(path: Path, emails: readonly string[]): RuleProblem[] {
  return emails.flatMap((email, index) =>
    emails.findIndex((each) => each.toLowerCase() === email.toLowerCase()) === index
      ? []
      : [
          {
            path: [...path, index],
            restsOn: [path],
            given: email,
            message: 'lists an address twice',
            allowed: 'each address once',
            fix: 'remove the repetition',
          },
        ],
  );
}
