module.exports = { ...require('../../jest.preset'), displayName: 'scan', rootDir: __dirname };
