module.exports = { ...require('../../jest.preset'), displayName: 'security-scan', rootDir: __dirname };
