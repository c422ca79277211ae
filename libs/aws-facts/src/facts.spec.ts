import { DATABASE_ENGINES, DATABASE_ENGINE_NAMES, isReservedDatabaseName } from './database-engines';
import { AWS_REGIONS, partitionOf } from './regions';
import { isTimeZone, timeZones } from './time-zones';

it.each([
  ['us-east-2', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
  // Newer than the table.
  ['us-gov-south-9', 'aws-us-gov'],
  ['eu-west-9', 'aws'],
])('%s is in the partition %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

it('every region has two zones or more', () => {
  expect(Object.values(AWS_REGIONS).filter(({ zones }) => zones.length < 2)).toEqual([]);
});

it.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9'])(
  '%s is a time zone',
  (name) => {
    expect(isTimeZone(name)).toBe(true);
  },
);

it.each(['utc', 'America/NewYork', '+05:00', 'Mars/Olympus', '', 'america/new_york'])('%j is no time zone', (name) => {
  expect(isTimeZone(name)).toBe(false);
});

it('suggests only time zones', () => {
  const formats = timeZones().map((timeZone) => () => new Intl.DateTimeFormat('en', { timeZone }));
  for (const format of formats) expect(format).not.toThrow();
});

it.each([
  ['mysql', 'mysql', true],
  ['mysql', 'ORDER', true],
  ['mysql', 'groups', true],
  ['mysql', 'manual', true],
  ['mysql', 'medmo', false],
  ['mysql', 'orders', false],
  ['mysql', 'mysql_db', false],
  ['postgres', 'postgres', true],
  ['postgres', 'User', true],
  ['postgres', 'template1', true],
  // Reserved by MySQL alone.
  ['postgres', 'groups', false],
  ['postgres', 'medmo', false],
] as const)('%s reserves %s as a database name: %s', (engine, name, reserved) => {
  expect(isReservedDatabaseName(engine, name)).toBe(reserved);
});

it.each(DATABASE_ENGINE_NAMES)('%s: the default version is offered, and each version is there once', (engine) => {
  const { versions, defaultVersion } = DATABASE_ENGINES[engine];
  expect(versions).toContain(defaultVersion);
  expect(new Set(versions).size).toBe(versions.length);
});
