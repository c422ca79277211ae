module.exports = { ...require('../../jest.preset'), displayName: 'networking', rootDir: __dirname };
