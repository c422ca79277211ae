module.exports = { ...require('../../jest.preset'), displayName: 'data', rootDir: __dirname };
