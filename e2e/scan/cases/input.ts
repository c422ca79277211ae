// What comes from outside: names, tools, databases, images and exceptions.
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../../harness';
import { CRITICAL, publishDatabase } from '../database';
import { tagsOf } from '../registry';
import { buildImage, checkOut, REPOSITORY, scanImage } from '../stage';
import { refuses } from './push';
import { FIXED, VULNERABLE } from './verdict';
import type { BuiltImage, Stage } from '../stage';
import type { Parts } from '../parts';

const SCAN = 'careplane-scan image';

/** Text that a shell would run, split or glob, if one ever saw it unquoted. */
const NASTY = [
  `$(touch MARK)`,
  '`touch MARK`',
  '; touch MARK #',
  '&& touch MARK',
  '| touch MARK',
  "'; touch MARK; '",
  '"; touch MARK; "',
  '* ? [a]',
  '$IFS',
  '-rf',
  '\n touch MARK',
];

/** Branch names, commit messages and paths are text of others; commit ids that are none are refused. */
export async function namesAreOnlyNames(stage: Stage): Promise<void> {
  const mark = join(stage.scratch, 'mark');
  const nasty = NASTY.map((text) => text.replace('MARK', mark));
  const all = nasty.join(' ');
  const env = {
    COMMIT: '6'.repeat(40),
    EXECUTION: 'run-6',
    BRANCH: all,
    BRANCH_NAME: all,
    BRANCH_TAG: all,
    COMMIT_MESSAGE: all,
    TAG: all,
    CODEBUILD_WEBHOOK_HEAD_REF: `refs/heads/${all}`,
    CODEBUILD_SOURCE_VERSION: all,
  };
  const folder = 'it\'s a $(touch mark) `touch mark` "folder" & * ; more';
  const dockerfile = 'Docker file $(touch mark);*';
  const source = checkOut(stage, folder, { packages: FIXED });
  cpSync(join(source, 'Dockerfile'), join(source, dockerfile));
  const built = await buildImage(stage, folder, source, { ...env, DOCKERFILE: dockerfile });
  const scan = built.succeeded ? await scanImage(stage, folder, built.handedOn, env) : built;
  report('names: folders, files, branches and messages full of shell are only names', scan.succeeded, scan.output);
  for (const commit of [
    `$(touch ${mark})`,
    '',
    'main',
    '7'.repeat(39),
    `${'7'.repeat(40)} latest`,
    `${'7'.repeat(39)}G`,
    `${'7'.repeat(40)}\n`,
    '-'.repeat(40),
  ]) {
    const refused = await buildImage(stage, 'nasty-commit', source, { ...env, COMMIT: commit });
    report(
      `names: ${JSON.stringify(commit).replace(stage.scratch, '')} is no commit`,
      refused.failed?.phase === 'pre_build',
      JSON.stringify(refused.failed),
    );
  }
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  report('names: nothing of it was run', !existsSync(mark) && !('7'.repeat(40) in tags), JSON.stringify(tags));
}

/** Bytes that are not those that were pinned are not run. */
export async function toolsAreThePinnedOnes(stage: Stage, image: BuiltImage): Promise<void> {
  const env = { COMMIT: '8'.repeat(40), EXECUTION: 'run-8' };
  for (const [what, wrong] of [
    ['Trivy', { TRIVY_SHA256: '0'.repeat(64) }],
    ['crane', { CRANE_SHA256: '0'.repeat(64) }],
    ['the scan command', { SCAN_CLI_SHA256: '0'.repeat(64) }],
    ['Trivy, that is not there', { TRIVY_URL: 'file:///nowhere/trivy.tar.gz' }],
  ] as const) {
    const scan = await scanImage(stage, `tool-${what.replace(/\W+/g, '-')}`, image.handedOn, { ...env, ...wrong });
    report(
      `tools: ${what} with other bytes ends the build before anything else`,
      scan.failed?.phase === 'install' && scan.ran.length === 1,
      JSON.stringify(scan.failed),
    );
  }
}

/** A scan that could not see is a failure, never a pass. */
export async function scansThatCannotSee(stage: Stage, passed: BuiltImage, parts: Parts): Promise<void> {
  const env = { COMMIT: '9'.repeat(40), EXECUTION: 'run-9' };
  const old = await publishDatabase({
    ...parts,
    registry: stage.registry,
    scratch: stage.scratch,
    tag: 'old',
    ageDays: 10,
  });
  const stale = await refuses(
    stage,
    'a database that is ten days old',
    passed.handedOn,
    { ...env, TRIVY_DB_REPOSITORY: old },
    { at: SCAN, says: 'hours old' },
  );
  report('a stale database is the failure of the scanner: 3', stale.failed?.code === 3, stale.output);
  const nothing = { ...env, TRIVY_DB_REPOSITORY: `${stage.registry.host}/nothing:1` };
  await refuses(stage, 'no database', passed.handedOn, nothing, { at: SCAN, says: 'database could not be downloaded' });
  const cut = join(stage.scratch, 'artifacts', 'cut');
  cpSync(passed.handedOn, cut, { recursive: true });
  const archive = join(cut, 'image.tar');
  writeFileSync(archive, readFileSync(archive).subarray(0, 4096));
  await refuses(stage, 'an image that was cut off', cut, env, { at: 'if DIGEST=' });
}

/** Exceptions travel with the commit; one with a mistake stops everything. */
export async function exceptions(stage: Stage): Promise<void> {
  const env = { COMMIT: 'a'.repeat(40), EXECUTION: 'run-a', EXCEPTIONS: 'exceptions.yaml' };
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  const file = (expires: string) => `exceptions:
  - id: ${CRITICAL}
    scope: { repository: ${REPOSITORY}, package: libssl3 }
    reason: The service speaks no TLS itself, the balancer does.
    owner: platform@medmo.example
    expires: ${expires}
`;
  const imageWith = async (name: string, content?: string) => {
    const files: Record<string, string> = content === undefined ? {} : { 'exceptions.yaml': content };
    return buildImage(stage, name, checkOut(stage, name, { packages: VULNERABLE, files }), env);
  };
  const expired = await imageWith('expired', file(day(-1)));
  const again = await refuses(stage, 'an exception that has expired', expired.handedOn, env, {
    at: 'careplane-scan gate',
    commit: expired.source,
  });
  report(
    'an exception that has expired is named with its owner',
    again.failed?.code === 1 && /Expired .*\n?.*platform@medmo\.example/.test(again.output),
    again.output,
  );
  const wrong = await imageWith('wrong', file('2026-02-30'));
  const mistaken = await refuses(stage, 'an exception until 30 February', wrong.handedOn, env, {
    at: SCAN,
    commit: wrong.source,
  });
  report(
    'a mistake in the exceptions is bad input: 2, with its line',
    mistaken.failed?.code === 2 && mistaken.output.includes('exceptions.yaml:6'),
    mistaken.output,
  );
  const none = await imageWith('none');
  await refuses(stage, 'exceptions that are named and not there', none.handedOn, env, {
    at: SCAN,
    says: 'exceptions.yaml',
    commit: none.source,
  });
  // What a build hands on is written by code of the repository.
  writeFileSync(join(none.handedOn, 'exceptions.yaml'), file(day(30)));
  const empty = checkOut(stage, 'empty', { packages: VULNERABLE, files: { 'exceptions.yaml': 'exceptions: []\n' } });
  await refuses(stage, 'exceptions that the build has handed on', none.handedOn, env, {
    at: 'careplane-scan gate',
    commit: empty,
  });
  const valid = await imageWith('valid', file(day(30)));
  const scan = await scanImage(stage, 'valid', valid.handedOn, env, { commit: valid.source });
  const tags = await tagsOf(stage.registry.url, REPOSITORY);
  report(
    'an exception that holds lets the image go on',
    scan.succeeded && tags[env.COMMIT] === scan.exported['DIGEST'],
    scan.output,
  );
}
