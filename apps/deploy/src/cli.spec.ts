import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, terminalOn } from '@careplane/command-line';
import { version } from '../package.json';
import { cli } from './testing/cli';
import { copyOfMedmo, folderWith, MEDMO } from '@careplane/platform/testing';

describe('careplane', () => {
  it.each([[['--help']], [['help']], [['-h']]])('%j shows the commands and the exit codes', async (args) => {
    const { exit, stdout, stderr } = await cli(...args);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    for (const word of [
      'plan',
      'synth',
      'check',
      'cost',
      'Exit codes: 0 success, 1 refused or blocked, 2 bad input or usage',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it.each(['plan', 'synth', 'check'])('%s --help shows its options', async (command) => {
    const { exit, stdout, stderr } = await cli(command, '--help');
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    for (const option of ['<folder>', '--env <name>', '--unit <name...>', '--json']) expect(stdout).toContain(option);
  });

  it.each([[['--version']], [['-V']]])('%j shows the version', async (args) => {
    expect(await cli(...args)).toEqual({ exit: 0, stdout: `${version}\n`, stderr: '' });
  });

  it.each<[readonly string[], RegExp]>([
    [[], /Usage: careplane/],
    [['pln', 'apps/medmo'], /unknown command 'pln'[^]*Did you mean plan/],
    [['plan', 'apps/medmo', '--jsn'], /unknown option '--jsn'[^]*Did you mean --json/],
    [['plan'], /missing required argument 'folder'/],
    [['plan', 'one', 'two'], /too many arguments/],
    [['synth', 'apps/medmo', '--out'], /option '--out <dir>' argument missing/],
    [['plan', 'apps/medmo', '--env'], /option '--env <name>' argument missing/],
  ])('%j is refused, and help is offered', async (args, message) => {
    const { exit, stdout, stderr } = await cli(...args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/careplane --help|Usage: careplane/);
  });

  it.each(['plan', 'synth', 'check'])('%s of a folder that is not there is refused', async (command) => {
    const { exit, stdout, stderr } = await cli(command, '/nowhere/medmo');
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('it does not exist');
    expect(stderr).toMatch(/fix {5}check the path/);
  });

  it('refuses a folder without a platform or service, and a file', async () => {
    const folder = folderWith({ 'readme.txt': '' });
    const empty = await cli('plan', folder);
    expect(empty.exit).toBe(2);
    expect(empty.stderr).toContain('contains neither platform.yaml nor service.yaml');
    const file = await cli('plan', join(MEDMO, 'platform.yaml'));
    expect(file.exit).toBe(2);
    expect(file.stderr).toContain('fix ');
  });

  it('refuses broken YAML with its line', async () => {
    const folder = copyOfMedmo();
    writeFileSync(join(folder, 'platform.yaml'), 'name: medmo\naccount: "1111\nregion: us-east-2\n');
    const { exit, stdout, stderr } = await cli('plan', folder);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(/platform\.yaml:\d+\n[^]*is not valid YAML[^]*fix {5}add the closing/);
  });

  it.each([
    [
      ['--env', 'stagging'],
      '--env stagging does not exist here. Known: staging, production, shared. Did you mean staging?\n',
    ],
    [
      ['--unit', 'medmo-apii'],
      '--unit medmo-apii does not exist here. Known: medmo, medmo-baseline, medmo-admin, medmo-api, medmo-frontend. Did you mean medmo-api?\n',
    ],
    [
      ['--unit', 'frontned'],
      '--unit frontned does not exist here. Known: medmo, medmo-baseline, medmo-admin, medmo-api, medmo-frontend. Did you mean medmo-frontend?\n',
    ],
    [['--env', 'zzzzzzzzzz'], '--env zzzzzzzzzz does not exist here. Known: staging, production, shared.\n'],
  ])('%j is refused with the nearest name', async (args, message) => {
    expect(await cli('synth', MEDMO, ...args)).toEqual({ exit: 2, stdout: '', stderr: message });
  });

  it('refuses the platform’s unit in a service’s folder, which does not hold it', async () => {
    const { exit, stderr } = await cli('synth', join(MEDMO, 'api'), '--unit', 'medmo');
    expect({ exit, stderr }).toMatchObject({ exit: 2, stderr: expect.stringContaining('--unit medmo') as string });
  });
});

describe('careplane synth', () => {
  it('writes one folder for each unit, says what comes next, and prints data alone with --json', async () => {
    const out = join(folderWith(), 'out');
    const people = await cli('synth', MEDMO, '--env', 'staging', '--unit', 'medmo-api', '--out', out);
    expect(people).toEqual({
      exit: 0,
      stdout: `UNIT       STACKS  FOLDER\nmedmo-api  3       ${out}/medmo-api\n`,
      stderr: `synthesizing medmo-api\nNext: careplane check ${MEDMO} --unit medmo-api --env staging --assembly ${out}\n`,
    });
    expect(existsSync(join(out, 'medmo-api/manifest.json'))).toBe(true);
    const machines = await cli('synth', MEDMO, '--env', 'staging', '--unit', 'medmo-api', '--out', out, '--json');
    expect(JSON.parse(machines.stdout)).toEqual({
      units: [
        {
          unit: 'medmo-api',
          stacks: 3,
          folder: join(out, 'medmo-api'),
          digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        },
      ],
    });
    expect(machines.stderr).toBe('synthesizing medmo-api\n');
  });

  it('refuses to write into a folder of other files or onto a file', async () => {
    const folder = folderWith({ 'medmo-api/thesis.txt': '', file: '' });
    const foreign = await cli('synth', join(MEDMO, 'api'), '--out', folder);
    expect(foreign).toMatchObject({ exit: 2, stderr: expect.stringContaining('Choose another --out') as string });
    const file = await cli('synth', join(MEDMO, 'api'), '--out', join(folder, 'file'));
    expect(file).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('is a file, and a folder is needed there') as string,
    });
  });

  it('ends with 3 when another process is writing there', async () => {
    const folder = folderWith({ '.medmo-api.lock': String(process.ppid) });
    const { exit, stderr } = await cli('synth', join(MEDMO, 'api'), '--out', folder);
    expect({ exit, stderr }).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('Wait for it to end') as string,
    });
  });
});

describe('a mistake of careplane’s own', () => {
  it('is admitted, with the stack for its developers, and ends with 3', async () => {
    let stderr = '';
    const terminal = terminalOn({ out: { write: () => undefined }, err: { write: (text) => (stderr += text) } });
    const exit = await run('careplane', () => Promise.reject(new Error('a bug')), terminal);
    expect(exit).toBe(3);
    expect(stderr).toMatch(/internal error in careplane; please report it[^]*Error: a bug\n\s+at /);
  });
});
