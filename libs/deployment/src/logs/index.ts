export { eventsOf, logsClient } from './log-events';
export type { LogEvent, LogQuery } from './log-events';
export { sinceOf } from './since';
