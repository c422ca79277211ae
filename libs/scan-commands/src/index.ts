export { program, scanCommands } from './program';
