module.exports = { ...require('../../jest.preset'), displayName: 'cost-model', rootDir: __dirname };
