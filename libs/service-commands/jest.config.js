module.exports = {
  ...require('../../jest.preset'),
  displayName: 'service-commands',
  rootDir: __dirname,
};
