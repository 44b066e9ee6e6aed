'use strict';
// Loaded before Azurite. Azurite writes its metadata to disk every five seconds; a blob that was committed within the last
// five seconds is lost by `kill -9`, although the client was told that it is stored. With this, an answer that promises
// something waits until the metadata is in a journal. Uncommitted blocks are not promised: they are not waited for.
const path = require('node:path');
const Journal = require('./azurite-journal.cjs');

const dist = path.join(__dirname, 'node_modules', 'azurite', 'dist', 'src');
const Blobs = require(path.join(dist, 'blob', 'persistence', 'LokiBlobMetadataStore')).default;
const Extents = require(path.join(dist, 'common', 'persistence', 'LokiExtentMetadataStore')).default;

const promises = [
  'createContainer', 'deleteContainer', 'setContainerMetadata', 'setContainerACL',
  'createBlob', 'commitBlockList', 'deleteBlob', 'setBlobHTTPHeaders', 'setBlobMetadata', 'setTier',
  'startCopyFromURL', 'copyFromURL', 'appendBlock', 'uploadPages', 'createSnapshot', 'undeleteBlob',
];

// Where the bytes are comes before the name that leads to them.
const journals = { extents: [], blobs: [] };
const flush = () => [...journals.extents, ...journals.blobs].forEach((journal) => journal.flush());

const keepJournal = (store, kept) => {
  const open = store.prototype.init;
  store.prototype.init = async function init() {
    const journal = new Journal(this.db);
    await open.call(this);
    journal.watch();
    kept.push(journal);
  };
};

keepJournal(Extents, journals.extents);
keepJournal(Blobs, journals.blobs);

for (const name of promises) {
  const original = Blobs.prototype[name];
  if (typeof original !== 'function') {
    continue;
  }

  Blobs.prototype[name] = async function durable(...args) {
    const result = await original.apply(this, args);
    flush();
    return result;
  };
}
