module.exports = { ...require('../../jest.preset'), displayName: 'command-line', rootDir: __dirname };
