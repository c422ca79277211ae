module.exports = { ...require('../../jest.preset'), displayName: 'compliance', rootDir: __dirname };
