export { longestGapMinutes } from './cron-gap';
export { cronFault, fromUnix } from './cron';
export type { CronFault } from './cron';
export { COMMON_RULE_SET } from './firewall';
export { isReservedDatabaseName, MYSQL_VERSIONS } from './mysql';
export { AWS_REGIONS, partitionOf } from './regions';
export type { Partition, Region } from './regions';
export { reservedVariable } from './task-variables';
export { isTimeZone, timeZones } from './time-zones';
