// The tree "A build failed": each failure happens in a build of the pipeline, under its own role, and is repaired by its answer.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import type { Env } from '../machine';
import { FIXED } from '../scan/cases/verdict';
import { checkOut } from '../scan/stage';
import type { Packages } from '../scan/stage';
import type { Reader } from './follow';
import type { Ended } from './pipeline';
import { EXCEPTIONS, shown } from './stacks';

const TITLE = 'A build failed';
const DOCKERFILE = 'Dockerfile';

/** A commit of the service, with these packages in its image. @returns its folder */
export function commitOf(reader: Reader, name: string, packages: Packages = FIXED, exceptions?: string): string {
  return checkOut(reader.world, name, {
    packages,
    files: { [EXCEPTIONS]: exceptions ?? 'exceptions: []\n', 'app/for': name },
  });
}

/** The last step of most trees: every stage has succeeded. */
export function isGreen(reader: Reader, title: string, why: string): void {
  const { steps } = reader.tree(title);
  const state = reader.type(steps.at(-1));
  const rows = state.stdout.split('\n').filter((line) => /Succeeded|Failed|InProgress|None/.test(line));
  report(
    `${title}: ${why}, every stage has succeeded`,
    state.status === 0 && rows.length >= 4 && rows.every((row) => row.includes('Succeeded')),
    shown(state),
  );
}

/** The first step names the action, the second shows its log. */
function finds(reader: Reader, ended: Ended, action: Ended['failed'], text: RegExp): void {
  const { steps } = reader.tree(TITLE);
  report(`${TITLE}: ${action} fails in the pipeline`, ended.failed === action, ended.output);
  const asked = reader.type(steps[0]);
  const [first = ''] = asked.stdout.split('\n');
  report(
    `${TITLE}: the first step names ${action} and the address of its build`,
    first.includes(`\t${action}\t`) && first.includes('/codebuild/home'),
    shown(asked),
  );
  const log = reader.type(steps[1]);
  report(`${TITLE}: the log says ${text.source}`, log.status === 0 && text.test(log.stdout), shown(log));
}

/** The image cannot be built; on a laptop neither, until the Dockerfile is repaired. */
export async function imageCannotBeBuilt(reader: Reader): Promise<void> {
  const broken = commitOf(reader, 'broken');
  writeFileSync(join(broken, DOCKERFILE), 'FROM scratch\nCOPY no-such-folder/ /app/\n');
  finds(reader, await reader.pipeline().push(broken), 'Build', /no-such-folder/);
  const answer = reader.tree(TITLE).answers.get('docker build ended with an error');
  const laptop = reader.type(answer, broken);
  report(`${TITLE}: a laptop shows the same error`, laptop.status !== 0, shown(laptop));
  const repaired = commitOf(reader, 'repaired');
  const built = reader.type(answer, repaired);
  report(`${TITLE}: repaired, the command builds the image`, built.status === 0, shown(built));
  const ended = await reader.pipeline().push(repaired);
  report(`${TITLE}: the push starts the pipeline, which comes to its end`, ended.failed === undefined, ended.output);
  isGreen(reader, TITLE, 'after the repair');
}

/** What stops a scan from outside, one after the other in one run; each answer retries the stage. */
export async function scanIsStopped(reader: Reader): Promise<void> {
  const pipeline = reader.pipeline();
  const { aws } = pipeline.stage;
  const wrong: Env = { TRIVY_SHA256: '0'.repeat(64) };
  finds(reader, await pipeline.push(commitOf(reader, 'stopped'), { env: wrong }), 'ScanAndPush', /sha256sum|checksum/i);

  retries(reader, 'sha256sum: a download does not match its checksum');
  const unreachable: Env = { TRIVY_DB_REPOSITORY: 'localhost:9/trivy-db:2' };
  const noDatabase = await pipeline.retried({ env: unreachable });
  finds(reader, noDatabase, 'ScanAndPush', /database could not be downloaded/);

  retries(reader, 'the vulnerability database cannot be downloaded');
  aws('securityhub', 'disable-security-hub');
  const unpublished = await pipeline.retried();
  const answer = 'Not pushed: not every finding reached Security Hub';
  finds(reader, unpublished, 'ScanAndPush', /Not pushed: not every finding reached Security Hub/);
  const commands = reader.tree(TITLE).answers.get(answer) ?? [];
  const asked = reader.type(commands.slice(0, 1));
  report(
    `${TITLE}: Security Hub is off, and the command says so`,
    asked.status !== 0 && /not subscribed/i.test(asked.stderr),
    shown(asked),
  );
  const on = reader.type(commands.slice(1));
  report(`${TITLE}: the commands turn Security Hub on and retry the stage`, on.status === 0, shown(on));
  const ended = await pipeline.retried();
  report(`${TITLE}: the retried run comes to its end`, ended.failed === undefined, ended.output);
  isGreen(reader, TITLE, 'after the retries');
}

/** The commands of an answer retry the stage: its failed action is in progress. */
function retries(reader: Reader, answer: string): void {
  const typed = reader.type(reader.tree(TITLE).answers.get(answer));
  const state = reader.type(reader.tree(TITLE).steps.at(-1));
  report(
    `${TITLE}: the commands of “${answer}” retry the stage`,
    typed.status === 0 && state.stdout.includes('InProgress'),
    shown(typed) + shown(state),
  );
}
