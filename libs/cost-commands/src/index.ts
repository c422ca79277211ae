export { costCommands, program } from './program';
