import type { Build } from '@careplane/pipeline/builds';
import type { CiTarget } from '../target';

/**
 * The services and sites of each environment, as its branch has them: files are read, and nothing of the repository is run. A service
 * whose source is in another repository has a pipeline in AWS, and its nightly scan there.
 */
export function servicesBuild({ platform, folder, scopes }: CiTarget): Build {
  const pairs = scopes.flatMap(({ name, branch, environment }) => (environment ? [`'${name}=${branch}'`] : []));
  return {
    steps: [
      {
        name: 'find the services',
        phase: 'build',
        why: `the folders of ${platform} with a service.yaml, on the branch of each environment`,
        commands: [
          [
            `for PAIR in ${pairs.join(' ')}; do`,
            '  FOUND_IMAGES="" && FOUND_SITES="" && ON="refs/remotes/origin/${PAIR#*=}"',
            '  if git rev-parse --verify --quiet "$ON^{commit}" > /dev/null; then',
            `    git ls-tree --name-only "$ON" "${folder}/" > "$RUNNER_TEMP/folders.txt" || exit 1`,
            '    while read -r FOLDER; do',
            '      git cat-file -e "$ON:$FOLDER/service.yaml" 2> "$RUNNER_TEMP/none.txt" || continue',
            '      git show "$ON:$FOLDER/service.yaml" > "$RUNNER_TEMP/service.yaml" || exit 1',
            `      if grep -Eq '^(source: *[{] *| +)(github|codecommit):' "$RUNNER_TEMP/service.yaml"; then continue; fi`,
            `      SERVICE="$(sed -n 's/^name: *//p' "$RUNNER_TEMP/service.yaml" | head -n 1)"`,
            `      case "$SERVICE" in '' | *[!a-z0-9-]*) echo "$FOLDER/service.yaml on \${PAIR#*=} names no service: its first line that begins with name: must be small letters, digits and hyphens." >&2; exit 1 ;; esac`,
            `      if grep -Eq "^kind: *['\\"]?static" "$RUNNER_TEMP/service.yaml"; then FOUND_SITES="$FOUND_SITES{\\"service\\":\\"$SERVICE\\"},"; else FOUND_IMAGES="$FOUND_IMAGES{\\"service\\":\\"$SERVICE\\"},"; fi`,
            '    done < "$RUNNER_TEMP/folders.txt"',
            '  else',
            '    echo "There is no branch ${PAIR#*=}, so nothing of it is deployed to ${PAIR%%=*}."',
            '  fi',
            '  echo "images-${PAIR%%=*}=[${FOUND_IMAGES%,}]" >> "$GITHUB_OUTPUT"',
            '  echo "sites-${PAIR%%=*}=[${FOUND_SITES%,}]" >> "$GITHUB_OUTPUT"',
            'done',
          ].join('\n'),
        ],
      },
    ],
    variables: {},
  };
}
