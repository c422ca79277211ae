export { answersOf } from './answers';
export type { InitAnswers, InitOptions } from './answers';
export { writeFirstPlatform } from './write';
