import { lookUp } from './look-up';
import { metered, type PricedType } from './priced-type';

/** Usage types of the feature plans. Essentials is the plan of a new pool whose template does not say. */
const PLANS: Readonly<Record<string, string>> = {
  ESSENTIALS: 'CognitoEssentialsMAU',
  PLUS: 'CognitoPlusMAU',
  LITE: 'CognitoUserPoolsMAU',
};

/** The first 10,000 users of Lite and Essentials are free of charge, which is not deducted. @see https://aws.amazon.com/cognito/pricing/ */
export const userPool: PricedType = {
  type: 'AWS::Cognito::UserPool',
  usage: { monthlyActiveUsers: { unit: 'users', what: 'that sign in, refresh a token or change their data' } },
  charges: (priceable) => {
    const { resource } = priceable;
    const isThreatProtected = resource.text('UserPoolAddOns.AdvancedSecurityMode', 'OFF') !== 'OFF';
    const plan = isThreatProtected ? 'PLUS' : resource.text('UserPoolTier', 'ESSENTIALS');
    const usageType = lookUp(PLANS, plan);
    return [
      metered(priceable, {
        key: 'monthlyActiveUsers',
        component: `Monthly active users (${plan?.toLowerCase() ?? 'plan not known'})`,
        unit: 'users',
        price: usageType && `AmazonCognito/${usageType}`,
        ...(isThreatProtected && { assumption: 'Threat protection needs the plan Plus.' }),
      }),
    ];
  },
};
