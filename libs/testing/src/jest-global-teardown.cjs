module.exports = async () => {
  globalThis.__hubTestCluster?.stop('immediate');
};
