export { renderStatus, statusAsData } from './render-status';
export { unitStatuses } from './unit-status';
