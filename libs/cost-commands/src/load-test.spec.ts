import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './testing/cli';
import { folderWith, TEMPLATE } from './testing/folders';

/** Thirty minutes of RunningTaskCount, climbing to 35. */
const TASKS = JSON.stringify({
  Label: 'RunningTaskCount',
  Datapoints: Array.from({ length: 30 }, (_, minute) => ({
    Timestamp: new Date(Date.UTC(2026, 8, 1, 12, minute)).toISOString(),
    Maximum: Math.min(35, 5 + 2 * minute),
  })),
});
const K6 = `metric_name,timestamp,metric_value\n${Array.from({ length: 600 }, (_, n) => `http_reqs,${1_700_000_000 + Math.floor(n / 10)},1`).join('\n')}\n`;

function files(more: Record<string, string> = {}) {
  const folder = folderWith({ 'tasks.json': TASKS, 'k6.csv': K6, 'web.yaml': TEMPLATE, ...more });
  return (name: string) => join(folder, name);
}

describe('careplane-cost load-test', () => {
  it('writes the usage file that estimate reads', async () => {
    const at = files();
    const made = await cli(
      'load-test',
      at('tasks.json'),
      '--service',
      'web/Service',
      '--max',
      '40',
      '--out',
      at('usage.yaml'),
    );
    expect(made.exit).toBe(0);
    expect(made.stdout).toContain('Peak: 35 tasks.');
    expect(made.stderr).toContain(`Next: careplane-cost estimate <platform or template> --usage ${at('usage.yaml')}`);
    const { exit, stdout } = await cli('estimate', at('web.yaml'), '--usage', at('usage.yaml'), '--json');
    expect(exit).toBe(0);
    const { lines } = JSON.parse(stdout) as {
      lines: { resourceType: string; unit: string; quantity: { low: number; expected: number; high: number } }[];
    };
    const vcpu = lines.find(({ resourceType, unit }) => resourceType === 'AWS::ECS::Service' && /vCPU/.test(unit));
    // Half a vCPU a task: 2 tasks at the least, 35 at the most.
    expect(vcpu?.quantity).toMatchObject({ low: 730, high: 12_775 });
    expect(vcpu?.quantity.expected).toBeGreaterThan(730);
  });

  it('gives the usage file to standard output where no file is named', async () => {
    const { exit, stdout, stderr } = await cli(
      'load-test',
      files()('k6.csv'),
      '--task-rps',
      '2',
      '--profile',
      'constant',
    );
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      /^# From [^]*usage:\n {2}"AWS::ECS::Service":\n {4}runningTasks:\n {6}low: 2\n {6}expected: 5\n {6}high: 5\n$/,
    );
    expect(stderr).toContain('requests a second from 10 to 10');
  });

  it('reproduces the reference case with the reduced cost as it was stated', async () => {
    const { exit, stderr } = await cli(
      'load-test',
      files()('tasks.json'),
      '--task-usd',
      '14.25',
      '--reduced-usd',
      '247.87',
      '--rest-usd',
      '107.11',
    );
    expect(exit).toBe(0);
    expect(stderr).toMatchInlineSnapshot(`
      "CloudWatch: 30 minutes, running tasks from 5 to 35, median 33.
      USD
      Fargate at the peak, 35 tasks all month                       498.75
      reduced for off-peak hours, factor 0.496982                   247.87
      other costs                                                   107.11
      a month                                                       354.98
      a year                                                      4,259.76
      "
    `);
  });

  it('and gives what its factor gives, where that is not the same', async () => {
    const { stdout } = await cli(
      'load-test',
      files()('tasks.json'),
      '--task-usd',
      '14.25',
      '--off-peak-factor',
      '0.5',
      '--rest-usd',
      '107.11',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      method: 'reference',
      series: { seconds: 1800, peak: 35 },
      peakUsd: '498.75',
      reducedUsd: '249.38',
      annualUsd: '4277.88',
      averageTasks: '17.5',
    });
  });

  it('takes a week of one’s own', async () => {
    const at = files({ 'week.csv': Array.from({ length: 168 }, (_, hour) => (hour < 84 ? 1000 : 0)).join('\n') });
    const { exit, stdout } = await cli('load-test', at('tasks.json'), '--profile', at('week.csv'), '--json');
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ weekPeakTasks: 35, peakTasks: 35 });
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no file', ['none.json'], /none\.json cannot be read: it does not exist/],
    [
      'requests without the capacity of a task',
      ['k6.csv'],
      /peak 10\)\. Give the number that one task serves[^]*--task-rps 20/,
    ],
    ['a capacity for counts of tasks', ['tasks.json', '--task-rps', '5'], /--task-rps has no meaning/],
    ['a maximum below the minimum', ['tasks.json', '--min', '5', '--max', '3'], /--max 3 is less than --min 5/],
    ['a factor in percent', ['tasks.json', '--off-peak-factor', '50%'], /50 % is 0\.5/],
    ['a factor above 1', ['tasks.json', '--off-peak-factor', '2'], /a factor from 0 to 1/],
    [
      'two ways to say the same',
      ['tasks.json', '--off-peak-factor', '0.5', '--reduced-usd', '3', '--task-usd', '1'],
      /Give one of them/,
    ],
    [
      'a reduced cost above the peak',
      ['tasks.json', '--reduced-usd', '9000', '--task-usd', '1'],
      /more than the peak, 35\.00/,
    ],
    ['a reduced cost without the price of a task', ['tasks.json', '--reduced-usd', '247.87'], /needs --task-usd/],
    [
      'the price of a task without the method',
      ['tasks.json', '--task-usd', '14.25'],
      /belongs to the reference method/,
    ],
    ['an unknown profile', ['tasks.json', '--profile', 'clinc'], /Did you mean clinic\?/],
    ['a profile of 23 hours', ['tasks.json', '--profile', 'short.csv'], /it has 23 values; 24 \(a day\) or 168/],
    ['runs that count different things', ['tasks.json', 'k6.csv'], /tasks\.json counts tasks, .*k6\.csv requests/],
    ['a template instead', ['web.yaml'], /has no time with a count/],
    ['an empty file', ['empty.csv'], /is not a supported load test/],
    ['no tasks', ['tasks.json', '--min', '0'], /a whole number of at least 1/],
  ])('refuses %s with 2 and writes nothing', async (_, args, message) => {
    const at = files({ 'short.csv': Array.from({ length: 23 }, () => 1).join(','), 'empty.csv': '' });
    const paths = args.map((arg) => (/\.(json|csv|yaml)$/.test(arg) ? at(arg) : arg));
    const { exit, stdout, stderr } = await cli('load-test', ...paths, '--out', at('usage.yaml'));
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(existsSync(at('usage.yaml'))).toBe(false);
  });

  it('names a broken row, counts the others, and ends with 2', async () => {
    const at = files({ 'broken.csv': `${K6}http_reqs,soon,1\n` });
    const { exit, stdout, stderr } = await cli(
      'load-test',
      at('broken.csv'),
      '--task-rps',
      '2',
      '--out',
      at('usage.yaml'),
    );
    expect(exit).toBe(2);
    expect(stdout).toContain('Peak: 5 tasks.');
    expect(stderr).toMatch(/broken\.csv:602\n {2}row 602 cannot be read[^]*1 rows could not be read/);
    expect(readFileSync(at('usage.yaml'), 'utf8')).toContain('runningTasks');
  });
});
