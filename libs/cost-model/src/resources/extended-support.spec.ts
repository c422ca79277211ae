import { extendedSupport } from './extended-support';

it.each<[engine: string, version: string, date: string, period: string | undefined]>([
  ['mysql', '5.7.44', '2026-02-28', 'Yr1-Yr2'],
  ['mysql', '5.7.44', '2026-03-01', 'Yr3'],
  ['mysql', '5.6', '2026-11-29', 'Yr3'],
  ['mysql', '8.0.39', '2026-07-31', undefined],
  ['mysql', '8.0.39', '2026-08-01', 'Yr1-Yr2'],
  ['mysql', '8.0.39', '2028-08-01', 'Yr3'],
  ['mysql', '8.4.3', '2029-01-01', undefined],
  ['postgres', '11.22-rds.20240418', '2024-03-31', undefined],
  ['postgres', '11.22', '2026-04-01', 'Yr3'],
  ['postgres', '13.4', '2026-11-29', 'Yr1-Yr2'],
  ['postgres', '14', '2027-02-28', undefined],
  ['postgres', '14', '2027-03-01', 'Yr1-Yr2'],
  ['aurora-postgresql', '12.9', '2027-03-01', 'Yr3'],
  ['aurora-mysql', '5.7.mysql_aurora.2.11.2', '2027-06-01', 'Yr1-Yr2'],
  ['aurora-mysql', '8.0.mysql_aurora.3.05.2', '2026-11-29', undefined],
  ['aurora', '5.6.10a', '2026-11-29', 'Yr1-Yr2'],
  ['mariadb', '10.3', '2026-11-29', undefined],
  ['sqlserver-ex', '13.00', '2026-11-29', undefined],
  ['mysql', 'newest', '2026-11-29', undefined],
])('%s %s on %s is charged as %s', (engine, version, date, period) => {
  expect(extendedSupport(engine, version, date)?.period).toBe(period);
});

it('says when the price changes', () => {
  expect(extendedSupport('postgres', '13.4', '2026-11-29')?.assumption).toBe(
    'Version 13.4 is in Extended Support since 2026-03-01; the price doubles on 2028-03-01.',
  );
});
