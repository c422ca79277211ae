import { careplane } from './testing/careplane';
import { folderWith } from './testing/folders';

describe('careplane scan', () => {
  it.each<[readonly string[], number, RegExp]>([
    [['--help'], 0, /Usage: careplane-scan[^]*image[^]*gate/],
    [['image', '--help'], 0, /Usage: careplane-scan image[^]*--report-only/],
    [['--version'], 0, /^\d+\.\d+\.\d+\n$/],
    [[], 2, /Usage: careplane-scan/],
    [['gate'], 2, /required option '--from <dir>'/],
    [['gate', '--from', '/nowhere'], 1, /holds no finished scan/],
    [['config', '.', '--json'], 2, /--repository is missing/],
  ])('%j is careplane-scan’s own, exit code and all', (args, status, told) => {
    const ended = careplane(['scan', ...args], { cwd: folderWith() });
    expect(ended.status).toBe(status);
    expect(ended.stdout + ended.stderr).toMatch(told);
  });
});
