import { eachEnvironment } from '../each-environment';

export const productionAlarmsReachSomebody = eachEnvironment((environment, name, platform) =>
  environment.tier === 'production' && (environment.alertEmails ?? platform.alertEmails).length === 0
    ? [
        {
          path: environment.alertEmails === undefined ? ['environments', name] : ['environments', name, 'alertEmails'],
          restsOn: [['alertEmails'], ['environments', name, 'alertEmails'], ['environments', name, 'tier']],
          message: 'has no address for its alarms',
          given: [],
          allowed: 'at least one e-mail address in alertEmails, here or at the top',
          fix: 'add alertEmails with the address of the people on call',
        },
      ]
    : [],
);
