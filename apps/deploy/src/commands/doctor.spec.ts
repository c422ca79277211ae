import { runCommand } from '@careplane/command-line/testing';
import { folderWith } from '@careplane/platform/testing';
import { program } from '../program';

it('a folder without a platform: exit 2', async () => {
  const { exit } = await runCommand('careplane', program, ['doctor', folderWith()]);
  expect(exit).toBe(2);
});
