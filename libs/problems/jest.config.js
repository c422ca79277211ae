module.exports = { ...require('../../jest.preset'), displayName: 'problems', rootDir: __dirname };
