'use strict';
// Loaded before Azurite. Azurite writes its metadata to disk every five seconds; a blob that was committed within the last
// five seconds is lost by `kill -9`, although the client was told that it is stored. With this, an answer that promises
// something waits until the metadata is on disk. Uncommitted blocks are not promised: they are not waited for.
const path = require('node:path');

const dist = path.join(__dirname, 'node_modules', 'azurite', 'dist', 'src');
const Blobs = require(path.join(dist, 'blob', 'persistence', 'LokiBlobMetadataStore')).default;
const Extents = require(path.join(dist, 'common', 'persistence', 'LokiExtentMetadataStore')).default;

const promises = [
  'createContainer', 'deleteContainer', 'setContainerMetadata', 'setContainerACL',
  'createBlob', 'commitBlockList', 'deleteBlob', 'setBlobHTTPHeaders', 'setBlobMetadata', 'setTier',
  'startCopyFromURL', 'copyFromURL', 'appendBlock', 'uploadPages', 'createSnapshot', 'undeleteBlob',
];

// Saves of one database that are asked for while one runs become one.
const save = (store) => new Promise((resolve, reject) => {
  store.db.saveDatabase((error) => (error ? reject(error) : resolve()));
});

const extentStores = [];
const openExtents = Extents.prototype.init;
Extents.prototype.init = async function init() {
  await openExtents.call(this);
  extentStores.push(this);
};

for (const name of promises) {
  const original = Blobs.prototype[name];
  if (typeof original !== 'function') {
    continue;
  }

  Blobs.prototype[name] = async function durable(...args) {
    const result = await original.apply(this, args);
    // Where the bytes are comes before the name that leads to them.
    await Promise.all(extentStores.map(save));
    await save(this);
    return result;
  };
}
