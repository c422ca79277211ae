module.exports = { ...require('../../jest.preset'), displayName: 'access-analysis', rootDir: __dirname };
