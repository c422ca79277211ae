export { driftAsVerdicts } from './drift-as-verdict';
export { askBuiltInJudges, factsOf, isClean, judge, requireAnswers } from './judge';
export { sarifOf } from './sarif';
