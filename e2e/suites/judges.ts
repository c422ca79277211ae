// cfn-lint, the real one, on every template.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { report, suite } from '../harness';
import { careplane, root, run } from '../machine';
import { cfnLint } from '../scan/parts';

interface Verdict {
  readonly ran: boolean;
  readonly open: readonly unknown[];
}

suite('judges', {
  setUp(scratch) {
    const binary = cfnLint();
    return binary === undefined ? undefined : { binary, scratch };
  },
  tests: { 'the real cfn-lint': ({ binary, scratch }) => lintEverything(binary, scratch) },
});

/** A platform of the tests. Its files are kept as <service>.yml in the repository, so that Nx does not take it for a platform. */
function fixture(platform: string, scratch: string): string {
  const folder = join(scratch, platform);
  const from = join(root, 'libs/platform/src/testing', platform);
  for (const file of readdirSync(from)) {
    const name = file.replace(/\.yml$/, '');
    const to = name === 'platform' ? 'platform.yaml' : join(name, 'service.yaml');
    cpSync(join(from, file), join(folder, to), { recursive: true });
    // What the pipelines build: it has to be there.
    if (name === 'platform') continue;
    for (const needed of ['Dockerfile', 'docker/Dockerfile', 'exceptions.yaml']) {
      const path = join(folder, name, needed);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, '');
    }
  }
  return folder;
}

function lintEverything(binary: string, scratch: string): void {
  const [clinic, lab] = ['clinic', 'lab'].map((name) => fixture(name, scratch)) as [string, string];
  for (const folder of [join(root, 'apps/medmo'), clinic, lab]) {
    const checked = run(process.execPath, [careplane, 'check', folder, '--all-judges', '--json'], {
      env: { CFN_LINT_BIN: binary },
    });
    const verdicts = checked.status === 0 ? (JSON.parse(checked.stdout) as { verdicts: Verdict[] }).verdicts : [];
    report(
      `careplane check ${basename(folder)}: all seven judges ran and nothing is open`,
      verdicts.length === 7 && verdicts.every((verdict) => verdict.ran && verdict.open.length === 0),
      checked.stderr + checked.stdout,
    );
  }
  const out = join(scratch, 'assemblies');
  run(process.execPath, [careplane, 'synth', join(root, 'apps/medmo'), '--out', out]);
  const templates = readdirSync(out, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.template.json'));
  const home = templates.filter((file) => !file.includes('backup-copy')).map((file) => join(out, file));
  const linted = run(binary, ['--regions', 'us-east-2', '--template', ...home]);
  report(
    `cfn-lint by itself on ${home.length} templates: no errors, no warnings`,
    home.length > 0 && linted.status === 0,
    linted.stdout,
  );
  writeFileSync(
    join(scratch, 'bad.json'),
    JSON.stringify({ Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { Nonsense: 1 } } } }),
  );
  report(
    'cfn-lint does find what is wrong in a template',
    run(binary, ['--template', join(scratch, 'bad.json')]).status === 2,
    '',
  );
}
