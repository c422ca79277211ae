import type { PlatformRule } from '../rule';

/** Every use of the role for emergencies is noticed: the alerts of the baseline do it. */
export const emergencyRoleHasAnAlarm: PlatformRule = ({ identity, governance }) => {
  if (identity === undefined) return [];
  const alarmed =
    governance !== undefined &&
    (governance.baseline !== 'own' || (governance.alerts.enabled && governance.auditTrail.enabled));
  if (alarmed) return [];
  return [
    {
      path: ['identity', 'breakGlass'],
      restsOn: [['identity', 'breakGlass'], ['governance']],
      message: 'is a role that is used without a notice: the alerts of the baseline are off',
      given: governance === undefined ? 'no governance' : { alerts: governance.alerts.enabled },
      allowed: 'governance with auditTrail and alerts',
      fix: 'add governance, or remove enabled: false from governance.alerts and governance.auditTrail',
    },
  ];
};
