import { AWS_REGIONS, regionNamed } from '@careplane/aws-facts';
import { nearest } from '@careplane/problems';
import type { PlatformRule } from '../rule';
import { regionPlaces } from '../regions';

export const regionsExist: PlatformRule = (platform) =>
  regionPlaces(platform)
    .filter(({ region }) => !Object.hasOwn(AWS_REGIONS, region))
    .map(({ path, region }) => {
      const known = Object.keys(AWS_REGIONS);
      // "us-moon-9" resembles no region; the regions of the same part of the world still help.
      const guess =
        regionNamed(region) ?? nearest(region, known) ?? known.find((each) => each.startsWith(region.slice(0, 3)));
      return {
        path,
        message: 'is not a region of AWS',
        given: region,
        allowed: `one of ${known.join(', ')}`,
        fix: guess === undefined ? 'write the code of a region, such as us-east-2' : `did you mean "${guess}"?`,
      };
    });
