import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import type { Path } from '@careplane/problems';
import { parseArn } from '../../arn';
import { oncePerPlace } from '../rule';
import type { RuleProblem, SiteRule } from '../rule';

/** A distribution has a certificate of us-east-1: the stack creates one in the zone of the environment, or the site names one. */
export const siteHasACertificate: SiteRule = (site, platform) =>
  oncePerPlace(
    Object.entries(platform.environments).flatMap(([name, environment]): RuleProblem[] => {
      const own = site.environments[name]?.certificateArn;
      const arn = own ?? site.certificateArn;
      const path: Path = own === undefined ? ['certificateArn'] : ['environments', name, 'certificateArn'];
      const restsOnPlatform = ['hostedZone', 'certificateArn', 'account'].map((key) => ['environments', name, key]);
      if (arn === undefined) {
        if (environment.hostedZone !== undefined) return [];
        return [
          {
            path: ['environments', name],
            restsOn: [['certificateArn'], ['environments', name]],
            restsOnPlatform,
            message: `has no certificate in ${name}, whose certificate is made elsewhere, and CloudFront serves only HTTPS`,
            given: '(no certificateArn)',
            allowed: `the ARN of a certificate in ${CLOUDFRONT_REGION}`,
            fix: `request a certificate in ${CLOUDFRONT_REGION} and write its ARN as environments.${name}.certificateArn, or give the environment a hostedZone`,
          },
        ];
      }
      if (environment.hostedZone !== undefined)
        return [
          {
            path,
            restsOnPlatform,
            message: `is not needed in ${name}: the stack creates a certificate in the hostedZone of the environment`,
            allowed: 'a certificateArn only for environments without hostedZone',
            fix: 'remove it',
          },
        ];
      const { region, account } = parseArn(arn);
      const expected = environment.account ?? platform.account;
      if (region === CLOUDFRONT_REGION && account === expected) return [];
      return [
        {
          path,
          restsOnPlatform,
          message: `is in account ${account}, ${region}, and CloudFront reads the certificate of ${name} in account ${expected}, ${CLOUDFRONT_REGION}`,
          allowed: `a certificate in account ${expected}, ${CLOUDFRONT_REGION}`,
          fix: `request the certificate in ${CLOUDFRONT_REGION}, whatever the region of the environment is`,
        },
      ];
    }),
  );
