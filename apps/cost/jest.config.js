module.exports = { ...require('../../jest.preset'), displayName: 'cost', rootDir: __dirname };
