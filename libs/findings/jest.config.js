module.exports = { ...require('../../jest.preset'), displayName: 'findings', rootDir: __dirname };
