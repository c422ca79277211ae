import type { Step } from '@careplane/pipeline/builds';
import type { CiTarget } from './target';

/**
 * The services whose image is to be built: those whose source is here, and that Nx calls affected since the commit of the
 * image that runs. Where that is not known, or not in this history, the image is built.
 */
export function chooseServices({ platform }: CiTarget, environment: string): Step {
  return {
    name: 'choose the images',
    phase: 'build',
    why: `services of ${environment} that have changed since the commit of the image that runs`,
    commands: [
      `npx nx show projects --projects='tag:platform:${platform}' --with-target=image > "$WORK/services.txt"`,
      [
        'CHOSEN=""',
        ...eachSince(platform, 'image'),
        '  RUNNER=ubuntu-24.04 && { ! grep -Eq "^architecture: *[\'\\"]?arm64" "$FOLDER/service.yaml" || RUNNER=ubuntu-24.04-arm; }',
        '  CHOSEN="$CHOSEN{\\"service\\":\\"$SERVICE\\",\\"runner\\":\\"$RUNNER\\"},"',
        'done < "$WORK/services.txt"',
        'echo "images=[${CHOSEN%,}]" >> "$GITHUB_OUTPUT"',
      ].join('\n'),
    ],
  };
}

/** The same for static sites. They are built once for each environment, because the build gets its variables. */
export function chooseSites({ platform }: CiTarget, environment: string): Step {
  return {
    name: 'choose the sites',
    phase: 'build',
    why: `static sites of ${environment} that have changed since the commit of the release that visitors get`,
    commands: [
      `npx nx show projects --projects='tag:platform:${platform}' --with-target=site > "$WORK/sites.txt"`,
      [
        'CHOSEN=""',
        ...eachSince(platform, 'site'),
        '  NODE=22 && { ! grep -Eq "^ +node: *[\'\\"]?20|[{,] *node: *[\'\\"]?20" "$FOLDER/service.yaml" || NODE=20; }',
        '  CHOSEN="$CHOSEN{\\"service\\":\\"$SERVICE\\",\\"node\\":$NODE},"',
        'done < "$WORK/sites.txt"',
        'echo "sites=[${CHOSEN%,}]" >> "$GITHUB_OUTPUT"',
      ].join('\n'),
    ],
  };
}

/** The head of a loop over services that goes on with those that are affected, each with its folder. */
function eachSince(platform: string, target: 'image' | 'site'): string[] {
  return [
    'while read -r PROJECT; do',
    '  test -n "$PROJECT" || continue',
    `  SERVICE="\${PROJECT#${platform}-}"`,
    `  SINCE="$(printf '%s\\n' $IMAGES | sed -n "s/^$SERVICE=//p")"`,
    '  case "$SINCE" in *[!0-9a-f]*) SINCE="" ;; esac',
    '  if test -n "$SINCE" && git merge-base --is-ancestor "$SINCE" HEAD; then',
    `    npx nx show projects --affected --base="$SINCE" --head=HEAD --with-target=${target} < /dev/null > "$WORK/affected.txt" || exit 1`,
    '    grep -Fxq "$PROJECT" "$WORK/affected.txt" || continue',
    '  fi',
    '  FOLDER="$(npx nx show project "$PROJECT" --json < /dev/null | node -p \'JSON.parse(require("fs").readFileSync(0, "utf8")).root\')" || exit 1',
  ];
}
