module.exports = { ...require('../../jest.preset'), displayName: 'aws-facts', rootDir: __dirname };
