import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOfNode, explainSdkWarning } from './ending-node';
import { piped, script } from './testing/child';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'careplane-node-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a command writes to standard error that makes clients of two services, on a Node.js that says it has this version. */
function written(version: string, body = ''): string {
  const sdk = (name: string) => JSON.stringify(require.resolve(`@aws-sdk/client-${name}`, { paths: [__dirname] }));
  const args = script(
    folder,
    `Object.defineProperty(process, 'version', { value: '${version}' });
     const { STSClient } = require(${sdk('sts')}); const { SSMClient } = require(${sdk('ssm')});
     lib.main('careplane-x', (terminal, finish) => ({ parseAsync: async () => {
       new STSClient({ region: 'us-east-2' }); new SSMClient({ region: 'us-east-2' }); ${body} finish(0); } }));`,
  );
  const { exit, stderr } = piped(args, 'while read -r line; do :; done');
  expect(exit).toBe(0);
  return stderr;
}

describe('the warning of the AWS SDK', () => {
  beforeEach(() => {
    delete process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'];
  });

  it('is one sentence that says what to install', () => {
    expect(written('v20.20.2')).toBe(
      'Note: this is Node.js v20.20.2, without security fixes since 2026-04-30, and new versions of the AWS SDK leave it in January 2027; install 22 or 24. https://nodejs.org\n',
    );
  });

  it.each(['v22.23.3', 'v24.21.0'])('is not there on Node.js %s', (version) => {
    expect(written(version)).toBe('');
  });

  it('hides no other warning', () => {
    expect(written('v24.21.0', `process.emitWarning('the clock is wrong'); await null;`)).toMatch(
      /^\(node:\d+\) Warning: the clock is wrong\n/,
    );
  });

  it('is not there for whoever has switched it off', () => {
    process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
    expect(written('v20.20.2')).toBe('');
  });
});

it('says a release that the SDK leaves after those that are known', () => {
  const node = Object.assign(new EventEmitter(), { version: 'v22.23.3' });
  const printed: string[] = [];
  explainSdkWarning((text) => printed.push(text), node as unknown as NodeJS.Process);
  const warning = new Error('NodeVersionSupportWarning: The AWS SDK for JavaScript (v3)\nversions …');
  node.emit('warning', warning);
  node.emit('warning', warning);
  expect(printed).toEqual([
    'Note: this is Node.js v22.23.3, which new versions of the AWS SDK leave soon; install the latest LTS release. https://nodejs.org',
  ]);
  expect(endOfNode('v22.23.3')).toBeUndefined();
});
