import { CLOUDFRONT_REGION } from '@careplane/aws-facts';
import type { RaisableQuota } from '@careplane/aws-facts';
import { MIN_BOOTSTRAP_VERSION } from '@careplane/config';
import { shellWord } from '@careplane/problems';
import type { PlatformModel } from '@careplane/config';
import { sentenceOf } from './diagnosis';
import type { Diagnosis } from './diagnosis';

/** What is asked of an account. Each call throws an error with a sentence for people. */
export interface AccountQuestions {
  /** The account of the credentials. */
  caller(): Promise<{ readonly account: string; readonly arn: string }>;
  /** Version of CDK's bootstrap in a region; undefined where it is missing. */
  bootstrapVersion(region: string): Promise<string | undefined>;
  /** What the account may have of something in a region; undefined where AWS knows no such quota there. */
  quota(region: string, quota: RaisableQuota): Promise<number | undefined>;
  /** Throws where Security Hub CSPM is not enabled in the region. */
  securityHub(region: string): Promise<void>;
}

const CREDENTIALS = { name: 'credentials', neededFor: 'base, diff and deploy' };
const BOOTSTRAP = { name: 'bootstrap', neededFor: 'diff and deploy' };
const HUB = { name: 'Security Hub CSPM', neededFor: 'scan publish, and the image pipelines' };
const SIGN_IN = 'aws sso login, or set AWS_PROFILE';

/**
 * Credentials, bootstrap and Security Hub, in the platform's own account.
 *
 * @param model undefined where no platform was given: then only the credentials are checked
 */
export async function accountDiagnoses(
  model: Pick<PlatformModel, 'account' | 'region' | 'locations' | 'services'> | undefined,
  folder: string,
  ask: AccountQuestions,
): Promise<Diagnosis[]> {
  const credentials = await credentialsDiagnosis(model?.account, ask);
  if (model === undefined) return [credentials, noPlatform(BOOTSTRAP), noPlatform(HUB)];
  if (credentials.state !== 'ok') {
    const unknown = { state: 'unknown' as const, found: 'not checked without credentials', fix: SIGN_IN };
    return [credentials, { ...BOOTSTRAP, ...unknown }, { ...HUB, ...unknown }];
  }
  const own = model.locations.filter(({ account }) => account === model.account).map(({ region }) => region);
  const ofSites = model.services.some(({ kind }) => kind === 'static') ? [CLOUDFRONT_REGION] : [];
  const regions = [...new Set([model.region, ...own, ...ofSites])];
  const bootstraps = await Promise.all(regions.map((region) => bootstrapDiagnosis(region, folder, ask)));
  return [credentials, ...bootstraps, ...elsewhere(model), await hubDiagnosis(model, ask)];
}

function noPlatform(about: Pick<Diagnosis, 'name' | 'neededFor'>): Diagnosis {
  return { ...about, state: 'unknown', found: 'no platform was given', fix: 'careplane doctor <folder of a platform>' };
}

async function credentialsDiagnosis(account: string | undefined, ask: AccountQuestions): Promise<Diagnosis> {
  try {
    const caller = await ask.caller();
    if (account === undefined || caller.account === account) return { ...CREDENTIALS, state: 'ok', found: caller.arn };
    const found = `of account ${caller.account}, but the platform is configured for ${account}`;
    return { ...CREDENTIALS, state: 'missing', found, fix: `use a profile of ${account}: AWS_PROFILE=<name>` };
  } catch (error) {
    return { ...CREDENTIALS, state: 'missing', found: sentenceOf(error), fix: SIGN_IN };
  }
}

async function bootstrapDiagnosis(region: string, folder: string, ask: AccountQuestions): Promise<Diagnosis> {
  const about = { ...BOOTSTRAP, name: `bootstrap in ${region}` };
  const fix = `as an administrator: npx careplane bootstrap ${shellWord(folder)}`;
  try {
    const version = await ask.bootstrapVersion(region);
    if (version === undefined) return { ...about, state: 'missing', found: 'missing', fix };
    const isNewEnough = Number(version) >= MIN_BOOTSTRAP_VERSION;
    return isNewEnough
      ? { ...about, state: 'ok', found: `version ${version}` }
      : { ...about, state: 'missing', found: `version ${version}; ${MIN_BOOTSTRAP_VERSION} is required`, fix };
  } catch (error) {
    return { ...about, state: 'unknown', found: sentenceOf(error), fix };
  }
}

/** Accounts that these credentials are not of. */
function elsewhere({ account, locations }: Pick<PlatformModel, 'account' | 'locations'>): Diagnosis[] {
  const others = locations.filter((place) => place.account !== account);
  return others.map((place) => ({
    ...BOOTSTRAP,
    name: `bootstrap in ${place.account}, ${place.region}`,
    state: 'unknown',
    found: 'another account',
    fix: `run it again with credentials of ${place.account}`,
  }));
}

async function hubDiagnosis(
  { account, region }: { account: string; region: string },
  ask: AccountQuestions,
): Promise<Diagnosis> {
  try {
    await ask.securityHub(region);
    return { ...HUB, state: 'ok', found: `enabled in ${region}` };
  } catch (error) {
    const fix = `enable it in ${account}, ${region}: aws securityhub enable-security-hub --region ${region}`;
    return { ...HUB, state: 'missing', found: sentenceOf(error), fix };
  }
}
