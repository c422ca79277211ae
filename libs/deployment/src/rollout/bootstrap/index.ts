export { bootstrapSteps } from './opened-steps';
export type { BootstrapRequest } from './opened-steps';
export { commandsOf, readCommandArchive } from './steps';
export type { AccountSteps, CommandArchive } from './steps';
