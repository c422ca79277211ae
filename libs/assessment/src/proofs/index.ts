export { analyzedPlatform, analyzedTemplate } from './analyzed-platform';
export type { StackWithText } from './analyzed-platform';
export { networkProofs } from './network-proofs';
export { reportOf } from './proof-report';
export type { Cited, ReportedProof, ReportedRefutation } from './proof-report';
export { proofsAsVerdict } from './proofs-as-verdict';
export { proofSubject, provableWorld, selectProperties, streamOf } from './proof-subject';
export type { ProofSubject, TemplateSource } from './proof-subject';
