module.exports = {
  ...require('../../jest.preset'),
  displayName: 'scan-commands',
  rootDir: __dirname,
};
