import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { BIN, careplane } from './testing/careplane';
import { copyOfMedmo, folderWith, MEDMO } from '@careplane/platform/testing';

/** Files that a careplane command has loaded when it ends, as require.cache has them. */
function loadedBy(...args: string[]): string[] {
  const folder = folderWith();
  const spy = join(folder, 'spy.cjs');
  const list = join(folder, 'list.json');
  writeFileSync(
    spy,
    `process.on('exit', () => require('fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  const { status, stderr } = spawnSync(process.execPath, ['--require', spy, BIN, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(readFileSync(list, 'utf8')) as string[];
}

describe('the bin', () => {
  it.each([[['--help']], [['--version']], [['synth', '--help']]])('%j loads nothing of the CDK', (args) => {
    const loaded = loadedBy(...args);
    expect(loaded.some((file) => file.endsWith('apps/deploy/bin/careplane.js'))).toBe(true);
    expect(loaded.filter((file) => /aws-cdk-lib|constructs|cdk-nag|dist\/commands|node_modules/.test(file))).toEqual(
      [],
    );
  });

  it('shows problems in words, on standard error, and ends with 2', () => {
    const folder = copyOfMedmo();
    writeFileSync(
      join(folder, 'api/service.yaml'),
      'name: api\nsource: { github: medmo/api }\nprot: 8080\ncpu: 300\nroutes: [{ host: api }]\nsecrets: [SESSION_KEY, SMS_GATEWAY_KEY]\n',
    );
    const { status, stdout, stderr } = careplane(['plan', folder], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('prot is not a known key');
    expect(stderr).toContain('2 problems in ');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each([
    ['true', ['--unit', 'medmo-admin']],
    // More than a pipe holds: it is closed while the command writes.
    ['read line', []],
  ])('plan --json in a pipe to "%s" ends with 0, and quietly', (reader, part) => {
    const { stderr } = spawnSync(
      '/bin/sh',
      [
        ...['-c', `{ "$@"; echo "exit $?" >&2; } | ${reader}`],
        ...['sh', process.execPath, BIN, 'plan', MEDMO, '--json', ...part],
      ],
      { encoding: 'utf8' },
    );
    expect(stderr).toMatch(/^(synthesizing .*\n)+running the judges\nexit 0\n$/);
  });

  it('says what to do where the bundle was never made', () => {
    const folder = folderWith();
    mkdirSync(join(folder, 'bin'));
    cpSync(BIN, join(folder, 'bin/careplane.js'));
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'bin/careplane.js'), 'plan'], {
      encoding: 'utf8',
    });
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toBe(
      'careplane: not built yet. Run "npm run bundle" in the folder of the repository, then try again.\n',
    );
  });

  it('starts without what V8 compiled, and with what does not fit this Node', () => {
    const folder = folderWith();
    const dist = join(BIN, '../../dist');
    for (const file of ['compiled.js', 'main.js', 'main.bundle.js', 'outcome.js'])
      cpSync(join(dist, file), join(folder, file));
    const version = () => spawnSync(process.execPath, [join(folder, 'main.js'), '--version'], { encoding: 'utf8' });
    expect(version()).toMatchObject({ status: 0, stderr: '' });
    const compiled = `main.bundle.js.${process.version}-${process.platform}-${process.arch}.compiled`;
    cpSync(join(dist, compiled), join(folder, compiled));
    expect(version()).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(join(folder, compiled), 'made by another V8');
    expect(version()).toMatchObject({ status: 0, stderr: '', stdout: careplane(['--version']).stdout });
  });

  const inDist = (file: string) => join(BIN, '../../dist', file);

  it.each(
    ['main', 'commands/write-assemblies', 'commands/deploy', 'commands/cost-estimate'].map(
      (name) => `${name}.bundle.js`,
    ),
  )('what V8 compiled of %s fits it', (file) => {
    const cachedData = readFileSync(
      inDist(`${file}.${process.version}-${process.platform}-${process.arch}.compiled`),
    ).toString('base64');
    // In a process as a command starts: flags of V8 decide, too.
    const script = `
        const text = require('fs').readFileSync(${JSON.stringify(inDist(file))}, 'latin1');
        const cachedData = Buffer.from(require('fs').readFileSync(0, 'utf8'), 'base64');
        console.log(new (require('vm').Script)(text, { cachedData }).cachedDataRejected);`;
    const { stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8', input: cachedData });
    expect(stdout).toBe('false\n');
  });

  it('synth has one reader of platforms: the one in the part that writes assemblies', () => {
    expect(readFileSync(inDist('commands/write-assemblies.bundle.js'), 'latin1')).toContain('ZodError');
    expect(readFileSync(inDist('commands/synth.js'), 'utf8')).not.toContain('ZodError');
  });
});
