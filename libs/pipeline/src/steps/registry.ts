import type { Step } from '../buildspec';
import type { Permission } from '../permissions';

/** The image under the tag of its commit. */
export const BY_COMMIT = '"$REGISTRY/$REPOSITORY:$COMMIT"';
/** A static site under the tag of its commit and of the environment whose variables its build had. */
export const BY_COMMIT_AND_ENVIRONMENT = '"$REGISTRY/$REPOSITORY:$COMMIT-$ENVIRONMENT"';
/** The image under its digest. */
export const BY_DIGEST = '"$REGISTRY/$REPOSITORY@$DIGEST"';

/** crane keeps the login in the build's home folder; it is good for this registry and twelve hours. */
export const registryLogin: Step = {
  name: 'sign in to the registry',
  phase: 'pre_build',
  why: 'a login that lasts twelve hours, through standard input',
  commands: [
    'aws ecr get-login-password --region "$REGISTRY_REGION" | crane auth login "$REGISTRY" --username AWS --password-stdin',
  ],
  permissions: [{ actions: ['ecr:GetAuthorizationToken'], on: 'anything' }],
};

/** Read a manifest: which digest a tag has. */
export const READ_MANIFEST: Permission = { actions: ['ecr:BatchGetImage'], on: 'imageRepository' };

/** Write a manifest: give a digest one more tag. */
export const WRITE_MANIFEST: Permission = { actions: ['ecr:PutImage'], on: 'imageRepository' };
