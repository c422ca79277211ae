import type { Permission } from '../permissions';

/** Add files to the evidence, below the build's own prefix. Nothing there can be read, or taken away. */
export const ADD_EVIDENCE: Permission = { actions: ['s3:PutObject'], on: 'evidence' };
