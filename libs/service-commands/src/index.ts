export { serviceCommands } from './program';
