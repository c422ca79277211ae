// Jest gives every spec file modules of its own. For the CDK that means reading, compiling and warming up 30 MB again for each
// file, and its validation engine starts anew. All files of a process share it here: between two apps the CDK keeps nothing but the
// count of its tokens, which no template shows.
const Runtime = require('jest-runtime').default;

const SHARED = /^(?:aws-cdk-lib|constructs|cdk-nag)(?:\/|$)/;

class RuntimeWithSharedCdk extends Runtime {
  requireModuleOrMock(from, moduleName) {
    return SHARED.test(moduleName) ? require(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
}

module.exports = RuntimeWithSharedCdk;
