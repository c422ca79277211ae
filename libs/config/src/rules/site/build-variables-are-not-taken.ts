import { reservedVariable } from '@careplane/aws-facts';
import type { SiteRule } from '../rule';
import { variablePlaces } from '../service-places';

/** Variables that the build sets itself, or that change what its commands are. */
const TAKEN =
  /^(?:CODEBUILD_.*|COMMIT|EXCEPTIONS|HOME|IMMUTABLE|LD_.*|NODE_OPTIONS|PATH|SHELL|SITE_.*|SOURCE_PATH|TOOLS|WORK)$/;

export const buildVariablesAreNotTaken: SiteRule = (site) =>
  variablePlaces(site).flatMap(({ path, name }) => {
    const reason = TAKEN.test(name) ? 'the build sets it itself' : reservedVariable(name);
    if (reason === undefined) return [];
    return [
      {
        path,
        message: `is a variable that a site must not set: ${reason}`,
        given: name,
        allowed: 'the name of a variable of your own',
        fix: 'choose another name',
      },
    ];
  });
