import type { Range } from '../estimate-types';
import { isMap, type Value } from '../template/value';
import { charge, type Component, type Priceable } from './priced-type';

const BOT_CONTROL = 'AWSManagedRulesBotControlRuleSet';

/** Rule groups of Fraud Control: take-over of accounts, and creation of false ones. */
const FRAUD_CONTROL = ['AWSManagedRulesATPRuleSet', 'AWSManagedRulesACFPRuleSet'];

const ANTI_DDOS = 'AWSManagedRulesAntiDDoSRuleSet';

const MILLION = { unit: '1M requests', per: 1_000_000 } as const;

type Group = Readonly<Record<string, Value>>;

/**
 * Managed rule groups of AWS that cost a month and for each request that they inspect, beside the web ACL's own charges.
 *
 * @param managed the rules of a web ACL with a managed rule group
 * @see https://aws.amazon.com/waf/pricing/ (Intelligent threat mitigation)
 */
export function threatControls(priceable: Priceable, managed: readonly Value[]): readonly Component[] {
  const groups = managed.flatMap(groupOf);
  return [
    ...botControl(
      priceable,
      groups.filter(({ Name }) => Name === BOT_CONTROL),
    ),
    ...fraudControl(
      priceable,
      groups.filter(({ Name }) => FRAUD_CONTROL.includes(String(Name))),
    ),
    ...(groups.some(({ Name }) => Name === ANTI_DDOS) ? antiDdos(priceable) : []),
    ...(groups.some(isOfSeller) ? [SELLERS] : []),
  ];
}

/**
 * What rules with the action CAPTCHA or challenge cost for each request that they ask.
 *
 * @param rules of a web ACL
 */
export function puzzles({ usage }: Priceable, rules: readonly Value[]): readonly Component[] {
  const asks = (action: string) =>
    rules.some((rule) => isMap(rule) && isMap(rule['Action']) && action in rule['Action']);
  const captchas = 'monthlyCaptchaAttempts';
  const challenges = 'monthlyChallenges';
  return [
    ...(asks('Captcha')
      ? [
          charge('CAPTCHA attempts', '1k attempts', usage(captchas), 'awswaf/CaptchaAttempted', {
            per: 1000,
            usageKey: captchas,
          }),
        ]
      : []),
    ...(asks('Challenge')
      ? [
          charge('Challenges', '1M challenges', usage(challenges), 'awswaf/ChallengeServed', {
            per: MILLION.per,
            usageKey: challenges,
          }),
        ]
      : []),
  ];
}

function antiDdos({ usage }: Priceable): Component[] {
  const usageKey = 'monthlyRequests';
  return [
    charge('Anti-DDoS', 'months', 1, 'awswaf/AMR-AntiDDoS'),
    charge('Anti-DDoS requests', MILLION.unit, usage(usageKey), 'awswaf/AMR-AntiDDoS-Request', {
      per: MILLION.per,
      usageKey,
    }),
  ];
}

/** Groups that someone sells on AWS Marketplace have a price of the seller. */
const SELLERS: Component = {
  ...charge('Rule groups of sellers', '', undefined, undefined),
  notIncluded: 'Rules.Statement.ManagedRuleGroupStatement.VendorName',
};

function isOfSeller({ VendorName: vendor }: Group): boolean {
  return typeof vendor === 'string' && vendor !== 'AWS';
}

function botControl({ usage }: Priceable, groups: readonly Group[]): Component[] {
  if (groups.length === 0) return [];
  const inspected: Range | undefined = usage('monthlyBotControlRequests') ?? usage('monthlyRequests');
  const isGiven = usage('monthlyBotControlRequests') !== undefined;
  const usageType = groups.some(isTargeted) ? 'AMR-BotControl-Targeted-Request' : 'AMR-BotControl-Request';
  return [
    charge('Bot Control', 'months', groups.length, 'awswaf/AMR-BotControl'),
    charge('Bot Control requests', MILLION.unit, inspected, `awswaf/${usageType}`, {
      per: MILLION.per,
      usageKey: 'monthlyRequests, monthlyBotControlRequests',
      ...(!isGiven && { assumption: 'All requests of the web ACL; less if the rule is narrowed.' }),
    }),
  ];
}

function fraudControl({ usage }: Priceable, groups: readonly Group[]): Component[] {
  if (groups.length === 0) return [];
  const usageKey = 'monthlyFraudControlRequests';
  return [
    charge('Fraud Control', 'months', groups.length, 'awswaf/AMR-ATP'),
    charge('Fraud Control requests', '1k requests', usage(usageKey), 'awswaf/AMR-FraudControl-Request', {
      per: 1000,
      usageKey,
    }),
  ];
}

function groupOf(rule: Value): Group[] {
  const statement = isMap(rule) ? rule['Statement'] : undefined;
  const group = statement !== undefined && isMap(statement) ? statement['ManagedRuleGroupStatement'] : undefined;
  return group !== undefined && isMap(group) ? [group] : [];
}

/** The level is common unless the group is set to the other, which costs ten times as much. */
function isTargeted({ ManagedRuleGroupConfigs: configs = null }: Group): boolean {
  return /"InspectionLevel":"TARGETED"/i.test(JSON.stringify(configs));
}
