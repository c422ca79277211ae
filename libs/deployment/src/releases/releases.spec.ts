import {
  CodePipelineClient,
  ListPipelineExecutionsCommand,
  StartPipelineExecutionCommand,
} from '@aws-sdk/client-codepipeline';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { mockClient } from 'aws-sdk-client-mock';
import { chooseRelease } from './choose-release';
import { releaseClients } from './clients';
import { findImage } from '../aws/image';
import { releasesOf } from './release';
import type { Release } from './release';
import { startRelease } from './start-release';
import { wantedRevision } from './wanted-revision';

const NAME = 'medmo-admin-production';
const commit = (digit: string) => digit.repeat(40);
const DIGEST = `sha256:${'d'.repeat(64)}`;
const pipelines = mockClient(CodePipelineClient);
const registry = mockClient(ECRClient);
const clients = releaseClients('us-east-2');

beforeEach(() => [pipelines, registry].forEach((mock) => mock.reset()));

const named = (name: string) => Object.assign(new Error(name), { name });

describe('the runs of a pipeline', () => {
  it('are read from all pages, each with its commit', async () => {
    pipelines
      .on(ListPipelineExecutionsCommand)
      .resolvesOnce({
        nextToken: 'more',
        pipelineExecutionSummaries: [
          {
            pipelineExecutionId: '2',
            status: 'InProgress',
            startTime: new Date('2026-11-29T10:00:00Z'),
            sourceRevisions: [
              {
                actionName: 'Source',
                revisionId: commit('b'),
                revisionSummary: '{"ProviderType":"GitHub","CommitMessage":"fix: dates\\n\\nlong"}',
              },
            ],
          },
          { pipelineExecutionId: 'stopped before its source', status: 'Stopped' },
        ],
      })
      .resolvesOnce({
        pipelineExecutionSummaries: [
          {
            pipelineExecutionId: '1',
            status: 'Succeeded',
            startTime: new Date('2026-11-28T10:00:00Z'),
            sourceRevisions: [{ actionName: 'Source', revisionId: commit('a'), revisionSummary: 'feat: first' }],
          },
        ],
      });
    expect(await releasesOf(clients.pipelines, NAME)).toEqual([
      {
        execution: '2',
        revision: commit('b'),
        status: 'InProgress',
        startedAt: '2026-11-29T10:00:00.000Z',
        summary: 'fix: dates',
      },
      {
        execution: '1',
        revision: commit('a'),
        status: 'Succeeded',
        startedAt: '2026-11-28T10:00:00.000Z',
        summary: 'feat: first',
      },
    ]);
    expect(pipelines.call(1).args[0].input).toMatchObject({ nextToken: 'more' });
  });

  it('need a pipeline', async () => {
    pipelines.on(ListPipelineExecutionsCommand).rejects(named('PipelineNotFoundException'));
    await expect(releasesOf(clients.pipelines, NAME)).rejects.toThrow(`There is no pipeline ${NAME}`);
  });
});

describe('the release to go back to', () => {
  const run = (digit: string, status = 'Succeeded'): Release => ({
    execution: digit,
    revision: commit(digit),
    status,
    startedAt: '2026-11-28T10:00:00.000Z',
    summary: '',
  });

  it('is the last successful one of another commit', () => {
    const runs = [run('d', 'InProgress'), run('c'), run('c'), run('b', 'Failed'), run('a')];
    expect(chooseRelease(NAME, runs)).toEqual({ from: run('c'), to: run('a') });
  });

  it('can be named by the first digits of its commit', () => {
    const runs = [run('c'), run('b'), run('a')];
    expect(chooseRelease(NAME, runs, 'aaaaaaa').to).toEqual(run('a'));
  });

  it.each<[string, Release[], string | undefined, string]>([
    ['nothing was released', [run('a', 'Failed')], undefined, `No run of ${NAME} has succeeded yet`],
    ['there is one commit', [run('a'), run('a')], undefined, 'has released one commit only, aaaaaaaaaaaa'],
    [
      'it is deployed',
      [run('b'), run('a')],
      'bbbbbbb',
      'has bbbbbbbbbbbb deployed already. Released before: aaaaaaaaaaaa.',
    ],
    ['it never succeeded', [run('b'), run('a', 'Failed')], 'aaaaaaa', 'has never released this commit'],
    [
      'too few digits',
      [run('b'), run('a')],
      'aaa',
      'neither a commit (7 to 40 hexadecimal digits) nor an image digest',
    ],
    ['a branch', [run('b'), run('a')], 'main', '--to main is neither a commit'],
    [
      'two commits',
      [run('b'), run('a'), { ...run('a'), revision: `${'a'.repeat(39)}b` }],
      'aaaaaaaa',
      'is the beginning of several commits',
    ],
  ])('is refused: %s', (_, runs, wanted, sentence) => {
    expect(() => chooseRelease(NAME, runs, wanted)).toThrow(sentence);
  });
});

describe('the image of a release', () => {
  it('is found by its commit, and its commit by the digest', async () => {
    registry
      .on(DescribeImagesCommand)
      .resolves({ imageDetails: [{ imageDigest: DIGEST, imageTags: ['stable', commit('a')] }] });
    expect(await findImage(clients.registry, 'medmo/admin', { revision: commit('a') })).toEqual({
      digest: DIGEST,
      revisions: [commit('a')],
    });
    expect(await wantedRevision(clients.registry, 'medmo/admin', DIGEST)).toBe(commit('a'));
    expect(registry.call(1).args[0].input).toEqual({
      repositoryName: 'medmo/admin',
      imageIds: [{ imageDigest: DIGEST }],
    });
  });

  it('of a static site is that of its environment', async () => {
    const tags = ['stable', `${commit('a')}-production`, `${commit('b')}-staging`, commit('c')];
    registry.on(DescribeImagesCommand).resolves({ imageDetails: [{ imageDigest: DIGEST, imageTags: tags }] });
    const found = await findImage(clients.registry, 'medmo/portal', { revision: commit('a') }, 'production');
    expect(found).toEqual({ digest: DIGEST, revisions: [commit('a')] });
    expect(registry.call(0).args[0].input).toEqual({
      repositoryName: 'medmo/portal',
      imageIds: [{ imageTag: `${commit('a')}-production` }],
    });
    expect(await wantedRevision(clients.registry, 'medmo/portal', DIGEST, 'staging')).toBe(commit('b'));
  });

  it('may be gone', async () => {
    registry.on(DescribeImagesCommand).rejects(named('ImageNotFoundException'));
    expect(await findImage(clients.registry, 'medmo/admin', { revision: commit('a') })).toBeUndefined();
    await expect(wantedRevision(clients.registry, 'medmo/admin', DIGEST)).rejects.toThrow('has no image of a commit');
    await expect(wantedRevision(clients.registry, 'medmo/admin', 'sha256:12')).rejects.toThrow('is no image digest');
    expect(await wantedRevision(clients.registry, 'medmo/admin', 'aaaaaaa')).toBe('aaaaaaa');
  });
});

test('a release is started for its commit, and not for the newest of the branch', async () => {
  pipelines.on(StartPipelineExecutionCommand).resolves({ pipelineExecutionId: 'run' });
  expect(await startRelease(clients.pipelines, NAME, commit('a'))).toBe('run');
  expect(pipelines.call(0).args[0].input).toEqual({
    name: NAME,
    sourceRevisions: [{ actionName: 'Source', revisionType: 'COMMIT_ID', revisionValue: commit('a') }],
  });
});
