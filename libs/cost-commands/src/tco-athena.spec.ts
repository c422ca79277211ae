import { athenaText } from './athena';
import { monthsArgument } from './months';
import { cli } from './testing/cli';

describe('careplane-cost tco --athena', () => {
  it('prints a query and nothing else', async () => {
    const { exit, stdout } = await cli('tco', '--athena', 'billing.cur2', '--months', '2026-08..2026-10');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^-- Save the answer as CSV: .*\nSELECT\n/);
    expect(stdout).toContain(`FROM "billing"."cur2"\nWHERE billing_period IN ('2026-08', '2026-09', '2026-10')\n`);
  });

  it('takes the three months before this one', () => {
    const text = athenaText({ athena: 'cur2', tableFormat: 'focus' }, new Date('2027-02-28T23:00:00Z'));
    expect(text).toContain(`IN ('2026-11', '2026-12', '2027-01')`);
    expect(text).toContain('billedcost');
  });

  it('counts months over the end of a year', () => {
    expect(monthsArgument('2026-12..2027-02')).toEqual(['2026-12', '2027-01', '2027-02']);
  });

  it.each([
    [['--athena', 'cur2"; DROP'], /must be the name of a table, such as cur2 or billing\.cur2/],
    [['--athena', 'cur2', '--months', '2026-13'], /must be a month, such as 2026-10/],
    [['--athena', 'cur2', '--months', '2026-10..2026-08'], /must be a month, such as 2026-10/],
    [['--athena', 'cur2', '--months', '2016-01..2026-08'], /at most 38/],
    [['--athena', 'cur2', '--table-format', 'cur2'], /Allowed choices are cur-2\.0, cur, focus/],
    [['--athena', 'cur2', '--billing', 'a.csv'], /prints a query and compares nothing: leave out --billing/],
    [['web.yaml', '--athena', 'cur2'], /leave out "web\.yaml"/],
    [['web.yaml'], /No bill is given: --billing FILE\. For a bill in Athena, --athena TABLE prints the query/],
    [['--billing', 'a.csv'], /Nothing is named to estimate/],
    [['web.yaml', '--billing', 'a.csv', '--months', '2026-10'], /--months belongs to --athena/],
  ])('refuses %j with 2', async (args, message) => {
    const { exit, stdout, stderr } = await cli('tco', ...args);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });
});
