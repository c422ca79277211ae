import { sources } from './testing/sources';

/** What starts a program and does not say itself why the program failed, with the reason. */
const SAYS_NO_REASON: Readonly<Record<string, string>> = {
  'libs/compliance/src/judges/run-tool.ts': 'returns how the program ended to the judges, which say it with programEnd',
  'libs/security-scan/src/trivy/process.ts': 'returns how Trivy ended to failure.ts, which says it with failureReason',
  'libs/platform/src/first-platform/files.ts': 'outside of a git repository, the folder above the platform is taken',
  'tools/nx-plugin/src/executors/run-tool.ts': 'a command of ours, which says itself why it failed',
  'tools/nx-plugin/src/executors/scan/executor.ts': 'careplane-scan, which says itself why it failed',
  'tools/nx-plugin/src/executors/synth/batch.ts':
    'careplane synth, which says itself why it failed; all of it is shown',
  'tools/nx-plugin/src/executors/synth/executor.ts': 'careplane synth, which says itself why it failed',
  'tools/nx-plugin/src/generators/repository.ts': 'where git knows no origin, the generator asks for --repository',
  'tools/nx-plugin/src/generators/app-pipeline/generator.ts':
    'the output of the installation is shown as it comes, and a failure is only reported',
};

const STARTS = /(?<![.\w])(?:spawn|spawnSync|exec|execSync|execFile|execFileSync|fork|runTool|runTrivy)\(/;
const SAYS_WHY = /\b(?:programEnd|failureReason|failureOf)\(/;

/** A line of a program's output that is taken by its place: it may be a separator, a banner, or the program's usage. */
const BLIND =
  /\b(?:stderr|stdout|output|lines|printed)\b[^;\n]*(?:\[0\]|\.at\(-?\d+\)|\.shift\(\)|\.pop\(\)|\.slice\(-\d+\))|\b(?:first|last)Lines?\(|\[\w+ = ''\] = \(?\w*(?:stderr|stdout)/i;

const starting = sources.filter(({ text }) => STARTS.test(text));

it('whatever starts a program says why it failed, by the sentence of the program that names the reason', () => {
  expect(starting.length).toBeGreaterThan(12);
  const silent = starting.filter(({ file, text }) => !SAYS_WHY.test(text) && SAYS_NO_REASON[file] === undefined);
  expect(silent.map(({ file }) => file)).toEqual([]);
});

it('and what is exempt still starts one, and says nothing', () => {
  const known = starting.filter(({ text }) => !SAYS_WHY.test(text)).map(({ file }) => file);
  expect(Object.keys(SAYS_NO_REASON).filter((file) => !known.includes(file))).toEqual([]);
});

it('no line of a program is shown because it is the first or the last', () => {
  const judged = [...starting, ...sources.filter(({ text }) => SAYS_WHY.test(text))].filter(
    // The one place, which chooses by what a line says.
    ({ file }) => !file.startsWith('libs/problems/src/programs/'),
  );
  const blind = judged.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter((line) => BLIND.test(line) && !KEPT.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect([...new Set(blind)]).toEqual([]);
});

/** Trivy’s lines that are marked as errors, the last six of them; its last lines, which are kept; and what a pattern has found. */
const KEPT = /\.exec\(|\bFATAL\|ERROR\b|lines\.length > KEPT_LINES|parts\.pop\(\) \?\? ''/;

it.each([
  "const [why] = stderr.split('\\n')[0];",
  "throw new Error(`it failed: ${stderr.trim().split('\\n').at(-1)}`);",
  'return `failed: ${lastLine(ended.stderr)}`;',
  'const shown = lines.slice(-3);',
])('finds %s', (line) => {
  expect(line).toMatch(BLIND);
});
