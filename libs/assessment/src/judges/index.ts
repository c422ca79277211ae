export { factsOf, isClean, judge, judgeInProcess } from './judge';
export { sarifOf } from './sarif';
