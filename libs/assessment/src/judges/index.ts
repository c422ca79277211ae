export { driftAsVerdicts } from './drift-as-verdict';
export { askBuiltInJudges, factsOf, isClean, judge, requireAnswers } from './judge';
export { networkProofs } from './network-proofs';
export { sarifOf } from './sarif';
