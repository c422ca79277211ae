export { platformSchema } from './platform';
export { serviceSchema } from './service';
