module.exports = { ...require('../../jest.preset'), displayName: 'pages', rootDir: __dirname };
