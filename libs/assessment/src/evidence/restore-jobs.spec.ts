import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from '@careplane/command-line';
import { restoreHours } from './restore-jobs';

function hoursIn(text: string): number[] {
  return withTemporaryFolder((folder) => {
    const file = join(folder, 'jobs.json');
    writeFileSync(file, text);
    return restoreHours(file);
  });
}

it('reads the hours of completed restores, with dates as text or as seconds', () => {
  const jobs = [
    { Status: 'COMPLETED', CreationDate: '2026-11-01T05:00:00Z', CompletionDate: '2026-11-01T06:30:00Z' },
    { Status: 'COMPLETED', CreationDate: 1_796_040_000, CompletionDate: 1_796_043_600 },
    { Status: 'FAILED', CreationDate: 0, CompletionDate: 3600 },
  ];
  expect(hoursIn(JSON.stringify({ RestoreJobs: jobs }))).toEqual([1.5, 1]);
});

it.each([
  ['a comma too many', '{"RestoreJobs": [],}', /jobs\.json:1:19 is no JSON: a comma stands before }/],
  ['another answer', '{"BackupJobs": []}', /has no list RestoreJobs/],
  ['null', 'null', /has no list RestoreJobs/],
  ['no completed restore', '{"RestoreJobs": []}', /has no completed restore/],
])('refuses %s', (_, text, sentence) => expect(() => hoursIn(text)).toThrow(sentence));
