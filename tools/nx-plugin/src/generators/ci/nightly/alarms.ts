import { githubNightlyFile, platformPath } from '@careplane/config';
import type { CiTarget } from '../target';
import { NIGHTLY_METRIC, nightlyNamespace } from './count';

/** Hours within which a scan must have succeeded, as for the pipelines in AWS: docs/adr/0090. */
const SCANNED_WITHIN_HOURS = 36;

/**
 * CloudFormation of the alarms on the nightly scans, as plain data: for each environment one that rings when a scan has failed or found a new critical
 * finding, and one that rings when none has succeeded for a day and a half, also because GitHub has started none.
 */
export function nightlyAlarms(target: CiTarget): object {
  const { platform, repository, scopes, slack = false } = target;
  const topics = slack ? ['Email', 'Slack'] : ['Email'];
  const actions = topics.map((topic) => ({ Ref: `${topic}Topic` }));
  const command = `gh workflow run ${githubNightlyFile(platform).split('/').at(-1) ?? ''} --repo ${repository}`;
  const environments = scopes.flatMap(({ name, environment }) => (environment ? [name] : []));
  const alarm = (environment: string, text: string, rest: object) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmDescription: `${platform} in ${environment}: ${text}`,
      Namespace: nightlyNamespace(platform),
      MetricName: NIGHTLY_METRIC,
      Dimensions: [{ Name: 'Environment', Value: environment }],
      Period: 3600,
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      ...rest,
      AlarmActions: actions,
      OKActions: actions,
    },
  });
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `Alarms on the nightly scans of ${platform}, which a workflow of ${repository} runs. Deploy it after the shared stacks.`,
    Parameters: Object.fromEntries(
      topics.map((topic) => [
        `${topic}Topic`,
        {
          Type: 'AWS::SSM::Parameter::Value<String>',
          Default: platformPath(platform, 'pipelines', `${topic.toLowerCase()}-topic-arn`),
          Description: 'Parameter with the topic of the shared stacks that gets the news of the pipelines.',
        },
      ]),
    ),
    Resources: Object.fromEntries(
      environments.flatMap((name) => [
        [
          `Failed${logicalName(name)}`,
          alarm(
            name,
            `tonight’s scan has found a new critical finding in what runs, or could not scan. The log of the job that failed says which: https://github.com/${repository}/actions`,
            { Statistic: 'Minimum', EvaluationPeriods: 1, TreatMissingData: 'notBreaching' },
          ),
        ],
        [
          `Missed${logicalName(name)}`,
          alarm(
            name,
            `no nightly scan has succeeded for ${SCANNED_WITHIN_HOURS} hours, so new vulnerabilities in what runs are not known. If the workflow was not started, look whether GitHub has disabled it: https://github.com/${repository}/actions. Then start it by hand: ${command}. On the day on which this alarm was made, it ends with the first scan.`,
            { Statistic: 'Sum', EvaluationPeriods: SCANNED_WITHIN_HOURS, TreatMissingData: 'breaching' },
          ),
        ],
      ]),
    ),
  };
}

/** Part of a logical id: letters and digits. Environments have no two names that differ in hyphens alone. */
function logicalName(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
