import { accessRoleName, githubEnvironmentName } from '@careplane/config';
import {
  ADD_EVIDENCE,
  ASSUME_ACCESS_ROLES,
  CHANGE_SETS,
  CHECKED,
  KEEP_LEDGER,
  READ_LEDGER,
  UNITS,
} from '@careplane/pipeline/builds';
import type { Step } from '@careplane/pipeline/builds';
import type { CiScope, CiTarget } from '../target';
import { scopeOptions } from './base';

/** The change sets of one scope, and what they do in words: this text is what is approved. */
export function prepareScope({ folder }: CiTarget, { name }: CiScope): Step {
  return {
    name: 'prepare the change sets',
    phase: 'build',
    why: 'the published command has CloudFormation say what would change, and writes what the approver reads',
    commands: [
      `mkdir ${CHANGE_SETS}`,
      [
        UNITS,
        '{',
        '  if test "$#" -eq 0; then echo "No unit is affected: nothing to deploy."; STATUS=0; else',
        `    node "$CAREPLANE" diff "${CHECKED.workspace}/${folder}" "$@" ${scopeOptions(name)} --assembly ${CHECKED.assemblies} --change-sets ${CHANGE_SETS} --revision "$COMMIT" && STATUS=0 || STATUS="$?"`,
        '  fi',
        '  echo "$STATUS" > "$WORK/status"',
        '} 2>&1 | tee "$WORK/report.txt"',
      ].join('\n'),
      `{ echo '### Changes of ${name}'; echo; sed 's/^/    /' "$WORK/report.txt" | head -c 900000; } >> "$GITHUB_STEP_SUMMARY"`,
      'test "$(cat "$WORK/status")" -eq 0',
      `FOUND="$(find ${CHANGE_SETS} -type f | wc -l)" && echo "changes=$((FOUND))" >> "$GITHUB_OUTPUT"`,
    ],
    permissions: [READ_LEDGER, ASSUME_ACCESS_ROLES],
  };
}

/** Below the run's own prefix, where nothing can be read or taken away. */
export function keepPrepared(): Step {
  const evidence = 's3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/prepared';
  return {
    name: 'keep the evidence',
    phase: 'build',
    why: 'what was checked, and what the approver reads',
    commands: [
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/report.txt" "${evidence}/report.txt"`,
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 ${CHANGE_SETS} "${evidence}/change-sets"`,
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --recursive --only-show-errors --checksum-algorithm SHA256 ${CHECKED.checks} "${evidence}/checks"`,
    ],
    permissions: ADD_EVIDENCE,
  };
}

/** The checksum goes on as an output of the job, so that the file cannot be replaced in between. */
export const handOnChecksums: Step = {
  name: 'hand on the checksum',
  phase: 'build',
  why: 'the deploy takes this file and no other',
  commands: ['echo "sha256=$PREPARED_SHA256" >> "$GITHUB_OUTPUT"'],
};

/** Who let this run go on. GitHub makes an environment that does not exist, without reviewers: that is not an approval. */
export function recordApproval({ platform, folder }: CiTarget, { name, approval }: CiScope): Step {
  const environment = githubEnvironmentName(platform, name);
  const approvals = '"repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals"';
  const query = `[.[] | select(.state == "approved") | .environments[] | select(.name == "${environment}")] | length`;
  return {
    name: 'record who approved',
    phase: 'pre_build',
    why: approval
      ? `no approval in the environment ${environment}, no deploy; make it with its reviewers: sh ${folder}/github-environments.sh REVIEWER`
      : 'GitHub’s own record of this run',
    commands: [
      `gh api ${approvals} > "$WORK/approvals.json"`,
      ...(approval ? [`test "$(gh api ${approvals} --jq '${query}')" -ge 1`] : []),
    ],
  };
}

/** The record of the approvals, once the deploy is over. */
export function keepApproval(folder: string): Step {
  return {
    name: 'keep the record of the approvals',
    phase: 'build',
    why: 'as evidence, when the shared stacks are there',
    commands: [
      `test -z "$EVIDENCE_BUCKET" || aws s3 cp --only-show-errors --checksum-algorithm SHA256 "$WORK/approvals.json" "s3://$EVIDENCE_BUCKET/$EVIDENCE_PREFIX/$COMMIT/$EXECUTION/${folder}/approvals.json"`,
    ],
    permissions: ADD_EVIDENCE,
  };
}

/** Executes the change sets that were prepared, and nothing else. */
export function executeScope({ folder }: CiTarget, { name }: CiScope): Step {
  return {
    name: 'deploy',
    phase: 'build',
    why: 'executes the change sets that were approved, and nothing else',
    commands: [
      [
        UNITS,
        'if test "$#" -eq 0; then echo "No unit is affected: nothing to deploy."; else',
        `  node "$CAREPLANE" deploy "${CHECKED.workspace}/${folder}" "$@" ${scopeOptions(name)} --assembly ${CHECKED.assemblies} --change-sets ${CHANGE_SETS} --revision "$COMMIT"`,
        'fi',
      ].join('\n'),
    ],
    permissions: [READ_LEDGER, ASSUME_ACCESS_ROLES, ...KEEP_LEDGER],
  };
}

/** Names of the access roles of some kinds, in every account that has stacks of a scope. */
export function accessRoles(
  { platform, accounts }: CiTarget,
  scopes: readonly string[],
  kinds: readonly ('look' | 'plan' | 'publish' | 'deploy')[],
): string[] {
  return accounts.flatMap(({ account, scopes: there }) =>
    scopes
      .filter((scope) => there.includes(scope))
      .flatMap((scope) =>
        kinds.map((kind) => `arn:\${AWS::Partition}:iam::${account}:role/${accessRoleName(platform, scope, kind)}`),
      ),
  );
}
