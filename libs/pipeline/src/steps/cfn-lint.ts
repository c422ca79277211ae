import type { Step } from '../buildspec';
import { packages } from '../cfn-lint/requirements.json';

/** The linter of CloudFormation, with every package that it needs: versions, and the SHA-256 of their wheels. */
export const CFN_LINT = {
  version: packages.find(({ name }) => name === 'cfn-lint')?.version ?? '',
  requirements: packages
    .map(({ name, version, sha256 }) =>
      [`${name}==${version}`, ...sha256.map((sum) => `    --hash=sha256:${sum}`)].join(' \\\n'),
    )
    .join('\n'),
};

/** Version of Python in which the build runs it; there are wheels for it among the requirements. */
export const PYTHON = 3.12;

/**
 * pip refuses any file whose checksum is not in the list, and any package that is not. It compiles nothing: Python compiles what it
 * imports, and pip would take 11 s of processor time instead of 3 to compile everything.
 */
export const installCfnLint: Step = {
  name: 'install cfn-lint',
  phase: 'install',
  why: `cfn-lint ${CFN_LINT.version} and all that it needs, by their checksums`,
  commands: [
    `cat > "$TOOLS/requirements.txt" << 'REQUIREMENTS'\n${CFN_LINT.requirements}\nREQUIREMENTS`,
    'python3 -m venv "$TOOLS/python"',
    '"$TOOLS/python/bin/pip" install --quiet --no-input --no-compile --disable-pip-version-check --only-binary :all: --no-deps --require-hashes --requirement "$TOOLS/requirements.txt"',
    'CFN_LINT_BIN="$TOOLS/python/bin/cfn-lint" && "$CFN_LINT_BIN" --version && export CFN_LINT_BIN',
  ],
};
