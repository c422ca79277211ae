/**
 * Commands of README and guides that no test of this project runs as they stand, each kind with the reason and, where there is one, the
 * suite that runs the same command with the parts it needs. documented-commands.spec.ts checks their names and options.
 */
export const NOT_RUN: readonly (readonly [kind: RegExp, reason: string])[] = [
  [/…/, 'the document leaves out words'],
  [
    /^(?:npm|git|cd|export|head|python3|node|curl|go|EXECUTION=|BUCKET=|~\/)/,
    'installs, or changes a repository; fresh-clone runs what the README says',
  ],
  [
    /^(?:docker|trivy|cargo|crane)\b/,
    'is another project’s program; generated-images and scan-gate run buildah and Trivy',
  ],
  [/^npx nx /, 'needs a workspace of Nx; scratch-workspace and affected run them'],
  [/^aws /, 'needs an AWS account'],
  [/careplane(?:-scan| scan) image /, 'needs Trivy and an image; scan-gate runs it'],
  [/careplane(?:-scan| scan) (?:publish|gate) /, 'needs what an image’s scan wrote; scan-gate runs it'],
  [
    /careplane (?:base|bootstrap|diff|deploy|drift|logs|retire|rollback|run|status) /,
    'needs an AWS account; deploy, life, retire and platform-pipeline run it in the emulator',
  ],
  [/careplane-cost (?:actual|usage learn) /, 'needs a bill with tags; the tests of the cost commands make one'],
  [/--guard-rules/, 'needs cfn-guard and AWS’s rules'],
];
