import { CLOUDFRONT_REGION, partitionOf } from '@careplane/aws-facts';
import type { SiteRule } from '../rule';

/** CloudFront is a service of the partition aws. https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/setting-up-cloudfront.html */
export const sitesNeedCloudfront: SiteRule = (_, { region }) =>
  partitionOf(region) === partitionOf(CLOUDFRONT_REGION)
    ? []
    : [
        {
          path: ['kind'],
          restsOnPlatform: [['region']],
          message: `needs CloudFront, which the partition ${partitionOf(region)} of ${region} does not have`,
          allowed: 'static in a platform whose region is in the partition aws',
          fix: 'serve the files from a container (kind: web), or move the site to a platform in another region',
        },
      ];
