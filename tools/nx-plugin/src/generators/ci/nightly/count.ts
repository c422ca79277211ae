import type { Build } from '@careplane/pipeline/builds';
import type { CiTarget } from '../target';

/** The metric that the alarms look at: 1 for a night in which everything of an environment was scanned without news, otherwise 0. */
export const NIGHTLY_METRIC = 'NightlyScanSucceeded';

/** Namespace of that metric. A role may write into no other. */
export function nightlyNamespace(platform: string): string {
  return `Careplane/${platform}`;
}

/** Says in AWS how the night was. Nothing else there would tell that GitHub has not started the workflow. */
export function countBuild({ platform, scopes, sites }: CiTarget): Build {
  const results = scopes.flatMap(({ name, environment }) => {
    const jobs = ['services', `scan-${name}`, ...(sites ? [`scan-sites-${name}`] : [])];
    return environment ? [`${name}=${jobs.map(resultOf).join('/')}`] : [];
  });
  const namespace = nightlyNamespace(platform);
  return {
    steps: [
      {
        name: 'count the night',
        phase: 'build',
        why: 'alarms in AWS look at this number, and miss it when the workflow was not started',
        commands: [
          [
            'for PAIR in $RESULTS; do',
            // A job that had nothing to scan is skipped, and so is one whose services could not be found.
            '  case "${PAIR#*=}" in *failure* | *cancelled*) VALUE=0 ;; success/*) VALUE=1 ;; *) VALUE=0 ;; esac',
            `  aws cloudwatch put-metric-data --namespace '${namespace}' --metric-name ${NIGHTLY_METRIC} --dimensions "Environment=\${PAIR%%=*}" --value "$VALUE" || exit 1`,
            '  SAYS="scanned, and no new critical finding."',
            '  test "$VALUE" = 1 || SAYS="a new critical finding, or not everything was scanned. The log of the job that failed says which."',
            '  printf \'%s: %s\\n\' "${PAIR%%=*}" "$SAYS" | tee -a "$GITHUB_STEP_SUMMARY"',
            'done',
          ].join('\n'),
        ],
        permissions: [
          {
            actions: ['cloudwatch:PutMetricData'],
            on: 'anything',
            conditions: { StringEquals: { 'cloudwatch:namespace': namespace } },
          },
        ],
      },
    ],
    variables: { RESULTS: results.join(' ') },
  };
}

function resultOf(job: string): string {
  return `\${{ needs.${job}.result }}`;
}
