import { shellWord } from '@careplane/problems';
import { ACTIONS } from './actions';
import type { CiTarget } from './target';
import { indented } from './yaml-lines';

/** File of the workflow for pull requests, from the root of the repository. */
export function pullRequestsFile(platform: string): string {
  return `.github/workflows/check-${platform}.yml`;
}

/** GitHub takes 65,536 characters; what is cut off is in the job's summary and log. */
const COMMENT_BYTES = 60_000;
const PLAN_BYTES = 16_000;
const CHECK_BYTES = 12_000;
const COST_BYTES = 16_000;
const ACCESS_BYTES = 8_000;

/**
 * The text of the workflow that says what a pull request would change. It needs no account: it synthesizes, asks the judges,
 * prices, and compares who can do what with the templates of the base commit, which it synthesizes too. What is deployed it cannot
 * read, and need not: no role and no token of this job may. The job that runs the request's code may only read; another one, which runs nothing of it, posts the text.
 */
export function pullRequests(target: CiTarget): string {
  const { platform, folder, packages, alone } = target;
  const setup = packages.setup.length === 0 ? '' : `${indented(packages.setup.join('\n'), 6)}\n`;
  const { exec } = packages;
  const file = shellWord(`${folder === '.' ? '' : `${folder}/`}platform.yaml`);
  const filter = alone ? '' : ` --exclude='*,!tag:platform:${platform}'`;
  return `# Says what a pull request would change of ${platform}: plan, verdicts, costs, and who can do what. Needs no role and no secret.
# Made by nx g @careplane/nx:ci; it is yours now.
name: check ${platform}

on:
  # Never pull_request_target: that would give the rights of the base branch to the code of a fork.
  pull_request:

permissions: {}

defaults:
  run:
    shell: bash

env:
  NO_COLOR: '1'
  NX_DAEMON: 'false'
  NX_SELF_HOSTED_REMOTE_CACHE_SERVER: ''

jobs:
  check:
    name: plan, check and price
    runs-on: ubuntu-24.04
    timeout-minutes: 60
    concurrency:
      group: pull-request-check-${platform}-\${{ github.event.pull_request.number }}
      cancel-in-progress: true
    permissions:
      contents: read
    steps:
      - uses: ${ACTIONS.checkout}
        with:
          # The base is in the history.
          fetch-depth: 0
          persist-credentials: false
      - uses: ${ACTIONS.setupNode}
        with:
          node-version: 22
${setup}      - name: Install the workspace
        run: ${packages.install}
      - name: Plan, check, price and prove
        id: look
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          set +e
          mkdir -p report && cd report || exit 1
          CHECK=0 && PLAN=0 && COST=0 && ACCESS=0
          (cd .. && ${exec} nx affected -t synth check --base="$BASE" --head=HEAD --output-style=static${filter}) > check.txt 2>&1 || CHECK="$?"
          (cd .. && ${exec} careplane plan ${shellWord(folder)}) > plan.txt 2> plan-errors.txt || PLAN="$?"
          (cd .. && ${exec} careplane cost comment ${shellWord(folder)} --base "$BASE" --max-bytes ${COST_BYTES}) > cost.md 2> cost-errors.txt || COST="$?"
          # Who can do what: against the base commit's templates, made by the same careplane. A gain exits with 1 and fails nothing.
          : > access-errors.txt
          if git -C .. cat-file -e "$BASE":${file} 2> /dev/null; then
            git -C .. worktree add --quiet --detach "$RUNNER_TEMP/base" "$BASE" 2>> access-errors.txt &&
              (cd .. && ${exec} careplane synth "$RUNNER_TEMP/base/"${shellWord(folder)} --out "$RUNNER_TEMP/base-assembly") > /dev/null 2>> access-errors.txt &&
              (cd .. && ${exec} careplane prove ${shellWord(folder)} --against "$RUNNER_TEMP/base-assembly") > access.txt 2>> access-errors.txt || ACCESS="$?"
          else
            echo 'The platform is new: so is all access.' > access.txt
          fi
          # A failed synth of the base leaves no text.
          if test ! -s access.txt; then ACCESS=3; fi
          # A part is cut at its end, at a whole character; indented, nothing in it is markup.
          part() {
            head -c "$2" "$1" | iconv -c -f utf-8 -t utf-8 | sed 's/^/    /'
            if test "$(wc -c < "$1")" -gt "$2"; then printf '\\n\\nCut off: the whole text is in the log of this run.\\n'; fi
          }
          section() { printf '\\n<details><summary>%s</summary>\\n\\n' "$1" && part "$2" "$3" && printf '\\n</details>\\n'; }
          {
            echo '## ${platform}: what this change does'
            if test "$CHECK" -eq 0; then printf '\\nThe judges have no open finding.\\n'; else printf '\\n**The check failed.**\\n'; section 'What it says' check.txt ${CHECK_BYTES}; fi
            if test "$COST" -le 1; then echo && cat cost.md; else section 'The cost is not known' cost-errors.txt ${CHECK_BYTES}; fi
            if test "$ACCESS" -le 1; then echo && echo '### Who can do what' && echo && part access.txt ${ACCESS_BYTES}; else section 'What changes of who can do what is not known' access-errors.txt ${ACCESS_BYTES}; fi
            if test "$PLAN" -le 1; then section 'Plan' plan.txt ${PLAN_BYTES}; else section 'There is no plan' plan-errors.txt ${CHECK_BYTES}; fi
          } > comment.md
          cat check.txt access.txt access-errors.txt plan.txt plan-errors.txt cost-errors.txt
          cat comment.md >> "$GITHUB_STEP_SUMMARY"
          test "$CHECK" -eq 0 && test "$PLAN" -eq 0 && test "$COST" -le 1 && test "$ACCESS" -le 1
      - name: Keep the text
        if: always()
        uses: ${ACTIONS.upload}
        with:
          name: report
          path: report/comment.md
          retention-days: 1

  comment:
    name: say so
    needs: check
    # A pull request from a fork may not write: its text is in the summary of the job above.
    if: \${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    concurrency:
      group: pull-request-comment-${platform}-\${{ github.event.pull_request.number }}
      cancel-in-progress: false
    permissions:
      pull-requests: write
    steps:
      - uses: ${ACTIONS.download}
        with:
          name: report
      - name: Write the comment, or write it again
        env:
          GH_TOKEN: \${{ github.token }}
          NUMBER: \${{ github.event.pull_request.number }}
        run: |
          MARK='<!-- careplane ${platform} -->'
          { echo "$MARK"; head -c ${COMMENT_BYTES} comment.md | iconv -c -f utf-8 -t utf-8; } > body.md
          COMMENTS="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"
          OURS="$(gh api --paginate "$COMMENTS" --jq ".[] | select(.user.login == \\"github-actions[bot]\\" and (.body | startswith(\\"$MARK\\"))) | .id" | head -n 1)"
          if test -n "$OURS"; then
            gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$OURS" -F body=@body.md
          else
            gh api --silent --method POST "$COMMENTS" -F body=@body.md
          fi
`;
}
