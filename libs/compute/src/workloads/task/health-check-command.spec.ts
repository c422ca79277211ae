import { spawnSync } from 'node:child_process';
import { assert, constantFrom, property, string } from 'fast-check';
import { healthCheckCommand } from './health-check-command';

/** What a POSIX shell says of a script without running it; `sh` is wherever git is. */
function syntaxError(script: string): string {
  const { status, stderr, error } = spawnSync('sh', ['-n'], { input: script, encoding: 'utf8' });
  return status === 0 ? '' : stderr || String(error);
}

/** What the shell makes of the command's first assignment. */
function urlSeenByTheShell(script: string): string {
  const assignment = script.slice(0, script.indexOf('; if command -v'));
  return spawnSync('sh', ['-c', `${assignment}\nprintf %s "$u"`], { encoding: 'utf8' }).stdout;
}

test('curl is asked first, then wget; the code of the first answer decides', () => {
  expect(healthCheckCommand('http://127.0.0.1:8080/healthz', '200', 5)).toEqual([
    'CMD-SHELL',
    "u='http://127.0.0.1:8080/healthz'; " +
      'if command -v curl >/dev/null; ' +
      `then c=$(curl -k -s -o /dev/null -m 5 -w '%{http_code}' "$u"); ` +
      'else c=$(wget -S -O /dev/null --no-check-certificate "$u" 2>&1' +
      ` | sed -n 's,^ *HTTP/[0-9.]* \\([0-9]*\\).*,\\1,p' | head -n 1); fi; ` +
      '[ "${c:-0}" -eq 200 ] || exit 1',
  ]);
});

test.each<[codes: string, test: string]>([
  ['200', '[ "${c:-0}" -eq 200 ] || exit 1'],
  ['200,302', '[ "${c:-0}" -eq 200 ] || [ "${c:-0}" -eq 302 ] || exit 1'],
  ['200-299', '{ [ "${c:-0}" -ge 200 ] && [ "${c:-0}" -le 299 ]; } || exit 1'],
  ['204-204', '[ "${c:-0}" -eq 204 ] || exit 1'],
  ['200-299,404', '{ [ "${c:-0}" -ge 200 ] && [ "${c:-0}" -le 299 ]; } || [ "${c:-0}" -eq 404 ] || exit 1'],
])('codes %s', (codes, expected) => {
  const [, script = ''] = healthCheckCommand('http://127.0.0.1/', codes, 5);
  expect(script.slice(script.indexOf('fi; ') + 4)).toBe(expected);
});

/** Runs the last part of the command as if the service had answered with a code. */
function accepts(codes: string, answered: string): boolean {
  const [, script = ''] = healthCheckCommand('http://127.0.0.1/', codes, 5);
  return spawnSync('sh', ['-c', `c=${answered}; ${script.slice(script.indexOf('fi; ') + 4)}`]).status === 0;
}

test.each<[codes: string, answered: string, healthy: boolean]>([
  ['200', '200', true],
  ['200', '201', false],
  ['200,302', '302', true],
  ['200,302', '301', false],
  ['200-299', '200', true],
  ['200-299', '299', true],
  ['200-299', '300', false],
  ['200-299', '199', false],
  ['200-299,404', '404', true],
  // What curl prints when there is no answer, and what wget leaves.
  ['200-299', '000', false],
  ['200-299', '', false],
])('codes %s, answer "%s": healthy %s', (codes, answered, healthy) => {
  expect(accepts(codes, answered)).toBe(healthy);
});

test.each(['http://127.0.0.1:80/it’s?a=1&b=$HOME', "http://127.0.0.1/'; exit 0; '", 'http://127.0.0.1/`id`$(id)\\'])(
  'the shell takes %s as it stands',
  (url) => {
    const [, script = ''] = healthCheckCommand(url, '200', 5);
    expect(syntaxError(script)).toBe('');
    expect(urlSeenByTheShell(script)).toBe(url);
  },
);

test('no path breaks the script', () => {
  const path = string({ unit: constantFrom(...`ab/'"\\$\`;&|()<> *?#!~\n`), maxLength: 12 });
  assert(
    property(path, constantFrom('200', '200-299', '200,302'), (text, codes) => {
      const [, script = ''] = healthCheckCommand(`http://127.0.0.1/${text}`, codes, 5);
      expect(syntaxError(script)).toBe('');
    }),
    { numRuns: 25 },
  );
});

test('the syntax check can fail', () => {
  expect(syntaxError("u='")).not.toBe('');
});
