import type { Permission } from '../permissions';

/** Add files to the evidence, below the build's own prefix. Nothing there can be read, or taken away. */
export const ADD_EVIDENCE: readonly Permission[] = [
  { actions: ['s3:PutObject'], on: 'evidence' },
  // The evidence is encrypted with the key of the artifacts.
  { actions: ['kms:GenerateDataKey'], on: 'key' },
];
