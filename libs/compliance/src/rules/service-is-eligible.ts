import { ELIGIBLE_AS_OF, ELIGIBLE_SERVICES, WITHOUT_PATIENT_DATA } from '../controls/eligible-services';
import { only } from './examples';
import { ruleFor } from './rule';

/** Patient data may only be in services that AWS's business associate addendum covers. */
export const serviceIsEligible = ruleFor({
  name: 'ServiceIsEligible',
  control: '164.308(b)(1)',
  sameAs: 'AWS HIPAA Eligible Services Reference',
  wrong: ({ type }) => {
    const [vendor, service = ''] = type.split('::');
    if (vendor === 'Custom' || service in ELIGIBLE_SERVICES || service in WITHOUT_PATIENT_DATA) return undefined;
    return `${type} belongs to a service that is not on the list of HIPAA eligible services of ${ELIGIBLE_AS_OF}, so the business associate addendum does not cover it. Use another service. If the list has changed, or no patient data gets into the service, say so in libs/compliance/src/controls/eligible-services.ts.`;
  },
  examples: {
    fails: [
      ['a service that is not on the list', only('AWS::Lightsail::Database', {})],
      ['a service of someone else', only('MongoDB::Atlas::Cluster', {})],
    ],
    passes: [
      ['a database', only('AWS::RDS::DBInstance', {})],
      ['a role, which holds no patient data', only('AWS::IAM::Role', {})],
      ['a custom resource, which is a function', only('Custom::Thing', {})],
    ],
  },
});
