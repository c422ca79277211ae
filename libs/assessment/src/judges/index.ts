export { factsOf, isClean, judge, judgeInProcess } from './judge';
