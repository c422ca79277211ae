import { BASELINE_OWNER_PARAMETER } from '@careplane/config';

/** What AWS answers when an account and region has already what it can have once, and what to do then. */
const FIXES: readonly (readonly [answer: RegExp, fix: string])[] = [
  [
    new RegExp(`${BASELINE_OWNER_PARAMETER}.*already exists|already exists.*${BASELINE_OWNER_PARAMETER}`, 's'),
    `Another platform owns the baseline of this account and region. Read its name: aws ssm get-parameter --name ${BASELINE_OWNER_PARAMETER}. To share it, write governance: { baseline: <that name> } in platform.yaml.`,
  ],
  [
    /AWSServiceRoleForConfig has been taken/,
    'AWS Config was used in this account before. Write governance: { configuration: { serviceLinkedRole: existing } } in platform.yaml.',
  ],
  [
    /MaxNumberOf(?:ConfigurationRecorders|DeliveryChannels)Exceeded|maximum number of (?:configuration recorders|delivery channels)/i,
    'The account has AWS Config in this region. Delete its recorder and delivery channel (the recorded history stays), or switch off governance.configuration with the reason that someone else provides it.',
  ],
  [
    /detector already exists/i,
    'The account has GuardDuty in this region. Delete its detector, or switch off governance.threatDetection with the reason that someone else provides it.',
  ],
  [
    /already subscribed to Security Hub|Account is already enabled/i,
    'The account has Security Hub in this region. Disable it, or switch off governance.securityHub with the reason that someone else provides it.',
  ],
];

/** The reason of a failed resource, and what to do where AWS's words do not say it. */
export function withFix(reason: string): string {
  const fix = FIXES.find(([answer]) => answer.test(reason))?.[1];
  return fix === undefined ? reason : `${reason} ${fix}`;
}
