// Jest gives every spec file modules of its own. For the CDK that means reading, compiling and warming up 30 MB again for each
// file, and its validation engine starts anew. The CDK keeps nothing between two apps, so all files of a process share it here.
const Runtime = require('jest-runtime').default;

const SHARED = /^(?:aws-cdk-lib|constructs|cdk-nag)(?:\/|$)/;

class RuntimeWithSharedCdk extends Runtime {
  requireModuleOrMock(from, moduleName) {
    return SHARED.test(moduleName) ? require(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
}

module.exports = RuntimeWithSharedCdk;
