import type { SiteRule } from '../rule';
import { buildVariablesAreNotTaken } from './build-variables-are-not-taken';
import { noSecretsInASite } from './no-secrets-in-a-site';
import { siteHasACertificate } from './site-has-a-certificate';
import { siteHostsFitACertificate } from './site-hosts-fit-a-certificate';
import { siteTriggerPathsNeedGithub } from './site-trigger-paths-need-github';
import { sitesNeedCloudfront } from './sites-need-cloudfront';

/** Rules about the service.yaml of a static site. One more is a file in this folder and a line here. */
export const siteRules = {
  sitesNeedCloudfront,
  siteHasACertificate,
  siteHostsFitACertificate,
  buildVariablesAreNotTaken,
  noSecretsInASite,
  siteTriggerPathsNeedGithub,
} satisfies Readonly<Record<string, SiteRule>>;
