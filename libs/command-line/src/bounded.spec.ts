import { sources } from './testing/sources';

/** Outside calls without a limit of time of their own, and why. */
const UNBOUNDED: Readonly<Record<string, string>> = {
  'libs/compliance/src/judges/run-tool.ts':
    'its own timer ends it: the timer of spawn keeps running, and the process with it, where there is no such program',
  'tools/nx-plugin/src/executors/fan-out/executor.ts':
    'Nx runs the targets that it is asked for; each bounds its own calls',
  'tools/nx-plugin/src/executors/run-tool.ts':
    'a command of ours, which bounds its own calls, in sight of whoever runs it',
  'tools/nx-plugin/src/executors/image/executor.ts':
    'a build of an image takes as long as its Dockerfile needs, in sight',
  'tools/nx-plugin/src/executors/site/executor.ts': 'a build of a site takes as long as its command needs, in sight',
  'tools/nx-plugin/src/generators/app-pipeline/generator.ts': 'an installation of packages at a terminal, in sight',
};

const CALL = /\bnew [A-Z]\w*Client\(|(?<![.\w])(?:fetch|spawn|spawnSync|execFile|execFileSync|execSync|fork)\(/g;
const BOUND = /\.\.\.(PATIENT|AWS_CALLS)\b|\brequestHandler:|\btimeout:|\bsignal:/;

/** The text of a call, from its name to its closing bracket. */
function callAt(text: string, start: number): string {
  let depth = 0;
  for (let at = text.indexOf('(', start); at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  return text.slice(start);
}

const unbounded = (text: string) =>
  [...text.matchAll(CALL)].map(({ index }) => callAt(text, index)).filter((call) => !BOUND.test(call));

it('every outside call has a limit of time', () => {
  const calls = sources.flatMap(({ text }) => [...text.matchAll(CALL)]);
  expect(calls.length).toBeGreaterThan(10);
  const found = sources.filter(({ file, text }) => UNBOUNDED[file] === undefined && unbounded(text).length > 0);
  expect(found.map(({ file }) => file)).toEqual([]);
});

it('and what is exempt still calls something', () => {
  for (const file of Object.keys(UNBOUNDED)) {
    const source = sources.find((one) => one.file === file);
    expect([file, unbounded(source?.text ?? '').length > 0]).toEqual([file, true]);
  }
});

it.each(['new SSMClient({ region })', 'await fetch(url)', "spawnSync('git', args, { cwd })"])('finds "%s"', (call) => {
  expect(unbounded(`const x = ${call};`)).toHaveLength(1);
  expect(unbounded(`const x = ${call.replace(/\)$/, ', { timeout: 5, requestHandler: x })')};`)).toEqual([]);
});

it.each([
  ['the AWS SDK’s warning about old releases of Node.js', /NODE_VERSION_SUPPORT_WARNING/],
  ['warnings of Node.js', /no-warnings|NODE_NO_WARNINGS|no-deprecation|noDeprecation|disable-warning/],
])('switches %s off nowhere', (_, off) => {
  expect(sources.filter(({ text }) => off.test(text)).map(({ file }) => file)).toEqual([]);
});
