// The trees "The gate blocked an image" and "An exception has expired": real images, scanned by Trivy in the pipeline and on a laptop.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../harness';
import type { Ran } from '../machine';
import { FIXED, VULNERABLE } from '../scan/cases/verdict';
import { CRITICAL, UNFIXED } from '../scan/database';
import type { Packages } from '../scan/stage';
import { commitOf, isGreen } from './builds';
import type { Reader } from './follow';
import { EXCEPTIONS, shown } from './stacks';

const GATE = 'The gate blocked an image';
const EXPIRED = 'An exception has expired';
const OWNER = 'platform@medmo.example';
const NO_FIX: Packages = { ...FIXED, libexpat1: ['expat', '2.5.0-1+deb12u1'] };
const DAY_MS = 86_400_000;
const day = (ahead: number): string => new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);

/** A critical finding with a fix: the laptop shows the same, the update passes. */
export async function gateBlocks(reader: Reader): Promise<void> {
  await isBlocked(reader, commitOf(reader, 'vulnerable', VULNERABLE), CRITICAL);
  const vulnerable = commitOf(reader, 'vulnerable-laptop', VULNERABLE);
  const laptop = reader.type(reader.tree(GATE).steps[1], vulnerable);
  report(
    `${GATE}: a laptop finds the same, with the version that has the fix`,
    laptop.status === 1 && laptop.stdout.includes(CRITICAL) && laptop.stdout.includes('3.0.13-1~deb12u1'),
    shown(laptop),
  );
  const fixed = commitOf(reader, 'updated', FIXED);
  const passed = reader.type(reader.tree(GATE).answers.get('The column FIXED IN has a version'), fixed);
  report(`${GATE}: with the update the same commands end with 0`, passed.status === 0, shown(passed));
  const ended = await reader.pipeline().push(fixed);
  report(`${GATE}: the pipeline passes the update`, ended.failed === undefined, ended.output);
  isGreen(reader, GATE, 'with the update');
}

/** A critical finding without a fix: an exception lets the image pass, on the laptop and in the pipeline. */
export async function gateBlocksWithoutFix(reader: Reader): Promise<void> {
  const source = commitOf(reader, 'unfixed', NO_FIX);
  await isBlocked(reader, source, UNFIXED);
  const scanned = reader.type(reader.tree(GATE).steps[1], source);
  report(`${GATE}: without a fix the laptop is blocked, too`, scanned.status === 1, shown(scanned));
  const answer = reader.tree(GATE).answers.get('There is no fix yet');
  const again = reader.type(answer, source);
  report(`${GATE}: the stored scan is decided again, and blocks`, again.status === 1, shown(again));
  write(source, exception(day(30)));
  const passed = reader.type(answer, source);
  report(
    `${GATE}: with an exception the same command passes`,
    passed.status === 0 && passed.stdout.includes('excepted'),
    shown(passed),
  );
  const ended = await reader.pipeline().push(source);
  report(`${GATE}: the pipeline passes the image with its exception`, ended.failed === undefined, ended.output);
  isGreen(reader, GATE, 'with the exception');
}

/** The exception of before is over. */
export async function exceptionExpires(reader: Reader): Promise<void> {
  const source = commitOf(reader, 'expired', NO_FIX, exception(day(-1)));
  const ended = await reader.pipeline().push(source);
  report(`${EXPIRED}: the image is blocked`, ended.failed === 'ScanAndPush', ended.output);
  const log = reader.type(reader.tree(EXPIRED).steps[0]);
  report(
    `${EXPIRED}: the first step names the exception and its owner`,
    log.status === 0 && /expired/i.test(log.stdout) && log.stdout.includes(OWNER),
    shown(log),
  );
  const yes = commitOf(reader, 'without-expat', FIXED);
  const updated = reader.type(reader.tree(EXPIRED).answers.get('Yes'), yes);
  report(`${EXPIRED}: with an update and without the exception the scan passes`, updated.status === 0, shown(updated));
  write(source, exception(day(60)));
  const renewed = await reader.pipeline().push(source);
  report(`${EXPIRED}: with a new day the pipeline passes the image`, renewed.failed === undefined, renewed.output);
  isGreen(reader, EXPIRED, 'with a new day');
}

async function isBlocked(reader: Reader, source: string, id: string): Promise<void> {
  const ended = await reader.pipeline().push(source);
  report(`${id}: the pipeline is blocked`, ended.failed === 'ScanAndPush', ended.output);
  const log: Ran = reader.type(reader.tree(GATE).steps[0]);
  report(
    `${GATE}: the first step shows that ${id} blocks`,
    log.status === 0 && new RegExp(`blocked[^"]*${id}`).test(log.stdout),
    shown(log),
  );
}

function exception(expires: string): string {
  return `exceptions:
  - id: ${UNFIXED}
    scope: { repository: medmo/admin, package: libexpat1 }
    reason: There is no fix yet, and the service reads no XML that others send.
    owner: ${OWNER}
    expires: ${expires}
`;
}

function write(source: string, text: string): void {
  writeFileSync(join(source, EXCEPTIONS), text);
}
