import { load } from '@careplane/config';
import type { Problem } from '@careplane/problems';
import { accessTemplate } from './access';
import { LONGEST_POLICY } from './access/statement';
import { toolkitRules } from './construct-rules';
import { folderWith } from './testing/folders';

const LONG = ['north', 'south', 'east', 'west', 'central'].map((word) => word.padEnd(20, 'x'));

/** A platform with these environments, some of which may have further lines. */
function platform(name: string, environments: readonly string[], lines: Readonly<Record<string, string>> = {}): string {
  const each = environments.map(
    (environment, index) => `  ${environment}:
    branch: branch-${index}
    domain: e${index}.acme.example
    hostedZone: { id: Z08412345ABCDEFGHIJKL, name: acme.example }
${index === 0 ? '' : '    tier: nonproduction\n'}${lines[environment] ?? ''}`,
  );
  return `name: ${name}
account: '111122223333'
region: us-east-2
repository: { codecommit: acme, branch: main }
environments:
${each.join('')}alertEmails: [on-call@acme.example]
`;
}

function loaded(text: string) {
  return load(folderWith({ 'platform.yaml': text }), { rules: toolkitRules });
}

function problems(text: string): Omit<Problem, 'file' | 'line'>[] {
  const result = loaded(text);
  return result.ok ? [] : result.problems.map(({ file: _, line: __, ...problem }) => problem);
}

const NAME = 'cardiologynortheast1';

it('five environments with the longest names do not fit into one account', () => {
  expect(problems(platform(NAME, LONG))).toEqual([
    {
      path: 'environments',
      message:
        'have names that are too long together: the permissions boundary of account 111122223333 would have more characters than IAM takes',
      given: expect.stringMatching(/^\(6,\d{3} characters\)$/) as string,
      allowed: 'at most 6,144 characters in a boundary, which is a limit of IAM',
      fix: expect.stringMatching(
        /^make the names of these environments \d+ letters shorter in all, or give one of them an account of its own with "account:"$/,
      ) as string,
    },
  ]);
});

it('they fit when they are as many letters shorter as the fix says, and not with one letter more', () => {
  const letters = Number(/ (\d+) letters/.exec(problems(platform(NAME, LONG))[0]?.fix ?? '')?.[1]);
  const [each, more] = [Math.floor(letters / 5), letters % 5];
  const shorter = LONG.map((name, index) => name.slice(0, 20 - each - (index < more ? 1 : 0)));
  expect(problems(platform(NAME, shorter))).toEqual([]);
  const [first = '', ...rest] = shorter;
  expect(problems(platform(NAME, [`${first}x`, ...rest]))).toHaveLength(1);
});

it('they fit when one of them is in an account of its own', () => {
  const own = `    account: '444455556666'\n    network: { cidr: 10.30.0.0/16 }\n`;
  expect(problems(platform(NAME, LONG, { [String(LONG[4])]: own }))).toEqual([]);
});

it.each([
  ['no problem of length while a name is wrong', platform('Cardiology', LONG), ['name']],
  [
    'no problem of length while an account is wrong',
    platform(NAME, LONG, { [String(LONG[1])]: '    account: 12\n' }),
    [`environments.${LONG[1]}.account`],
  ],
])('%s', (_, text, expected) => {
  expect(problems(text).map(({ path }) => path)).toEqual(expected);
});

it('whatever loads has an access stack', () => {
  const refused = [2, 5, 8, 11, 14, 17, 20].flatMap((length) =>
    [1, 2, 3, 4, 5].flatMap((count) => {
      const short = LONG.slice(0, count).map((name) => name.slice(0, length));
      const result = loaded(platform(NAME.slice(0, length), short));
      if (!result.ok) return [[length, count]];
      const { model } = result;
      const { Resources } = accessTemplate({ model, account: model.account, contents: new Map(), deployers: [] });
      const { PolicyDocument } = Resources['Boundary']?.Properties as { PolicyDocument: object };
      expect(JSON.stringify(PolicyDocument).length).toBeLessThanOrEqual(LONGEST_POLICY);
      return [];
    }),
  );
  expect(refused).toEqual([
    [17, 5],
    [20, 5],
  ]);
});
