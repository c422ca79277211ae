module.exports = { ...require('../../jest.preset'), displayName: 'governance', rootDir: __dirname };
