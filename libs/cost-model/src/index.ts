export type * from './estimate-types';
