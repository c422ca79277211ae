export { factsOf, isClean, judge, judgeInProcess, requireAnswers } from './judge';
export { sarifOf } from './sarif';
