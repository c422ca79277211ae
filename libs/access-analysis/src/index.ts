export { decide } from './decide/decide';
export type { Answer, Caller, Guard, Question, Witness } from './decide/question';
export { accessWorld } from './template/world';
export type { AccessWorld } from './template/world';
export type { AnalyzedStack, AnalyzedTemplate } from './template/stack';
export type { Principal, ResourceInWorld } from './template/principal';
