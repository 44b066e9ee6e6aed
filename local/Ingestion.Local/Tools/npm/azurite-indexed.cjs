'use strict';
// Loaded before Azurite. Its database uses an index for the first property of a query only, and Azurite asks for the account first, which all
// blobs share: every call then reads all of them. With this, the indexed property that fewest documents have comes first.
const { Resultset } = require('lokijs');

const isIndexed = (set, query) => (name) => set.collection.binaryIndices[name] && typeof query[name] !== 'object';

const matches = (set, name, value) => {
  const [first, last] = set.collection.calculateRange('$eq', name, value);
  return last - first;
};

const fewestFirst = (set, query) => {
  const names = Object.keys(query).filter(isIndexed(set, query));
  if (names.length < 2) {
    return query;
  }

  const counts = new Map(names.map((name) => [name, matches(set, name, query[name])]));
  const best = names.reduce((one, other) => (counts.get(other) < counts.get(one) ? other : one));
  return { [best]: query[best], ...query };
};

const find = Resultset.prototype.find;
Resultset.prototype.find = function indexed(query, firstOnly) {
  const isOpen = !this.filterInitialized && query !== null && typeof query === 'object';
  return find.call(this, isOpen ? fewestFirst(this, query) : query, firstOnly);
};
